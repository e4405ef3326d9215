/** A department as a province names it, with the letters of its address. */
export interface Department {
  readonly name: string
  readonly slug: string
}

const list =
  '发展和改革委员会:fgw 教育厅:jyt 科学技术厅:kjt 工业和信息化厅:gxt 民族宗教事务委员会:mzw 公安厅:gat 民政厅:mzt ' +
  '司法厅:sft 财政厅:czt 人力资源和社会保障厅:rst 自然资源厅:zrzyt 生态环境厅:sthjt 住房和城乡建设厅:zjt 交通运输厅:jtt ' +
  '水利厅:slt 农业农村厅:nynct 商务厅:swt 文化和旅游厅:wlt 卫生健康委员会:wjw 退役军人事务厅:tyjrt 应急管理厅:yjt ' +
  '审计厅:sjt 外事办公室:wsb 国有资产监督管理委员会:gzw 市场监督管理局:scjgj 广播电视局:gdj 体育局:tyj 统计局:tjj ' +
  '医疗保障局:ybj 信访局:xfj 粮食和物资储备局:lscbj 林业局:lyj 机关事务管理局:jgswj 数据资源管理局:sjzyj 地方金融管理局:jrj ' +
  '国防动员办公室:gdb 药品监督管理局:yjj 知识产权局:zscqj 文物局:wwj 中医药管理局:zyyj 地质矿产勘查局:dkj 供销合作社联合社:gxs ' +
  '监狱管理局:jyglj 戒毒管理局:jdj 能源局:nyj 地震局:dzj 气象局:qxj 公共资源交易监督管理局:ggzyj 政务服务管理局:zwfwj 档案局:daj'

/** The fifty departments that have a site of their own. */
export const departments: readonly Department[] = list.split(' ').map((entry) => {
  const [name = '', slug = ''] = entry.split(':')
  return { name, slug }
})

/** Below the province a 厅 is called 局. */
export const localName = (department: Department): string => department.name.replace(/厅$/, '局')
