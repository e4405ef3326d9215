import type { Rule } from '#shared/content-check/rule'

/** What must be found however it is disguised: the text, and what stands around it. */
export interface Subject {
  readonly category: Rule['category']
  readonly text: string
  readonly before: string
  readonly after: string
}

type Row = readonly [text: string, before: string, after: string]

const line: readonly [string, string] = ['某办发文\n', '\n关于开展检查的通知']
const sentence: readonly [string, string] = ['会议指出，', '工作要继续做好。']
const alone = (texts: string): Row[] => texts.split(' ').map((text) => [text, ...line])
const within = (texts: string): Row[] => texts.split(' ').map((text) => [text, ...sentence])

/** The second half of each category is held out: it was not looked at while the rules were made. */
const rows: Readonly<Record<Rule['category'], readonly Row[]>> = {
  'secrecy-mark': [
    ...alone('机密★20年 秘密★10年 绝密★30年 机密★长期 秘密★6个月 绝密★启用前解密'),
    ...alone('机密★15年 秘密★1年 绝密★25年 秘密★长期 机密★3个月 机密★公布后解密'),
  ],
  'internal-mark': [
    ...alone('内部资料 内部文件 工作秘密 密码电报 会后收回 此件不予公开'),
    ...alone('内部参考 内部传阅 阅后销毁 传阅件 不得外传 此件依申请公开'),
  ],
  'document-number': [
    ...within('国办发[2017]47号 某政办函（2020）5号 某政发〔17〕4号 某政发〔2017〕第4号'),
    ...within('某府发[2019]12号 某办函【2021】8号 某教发〔18〕31号 某建发〔2022〕07号'),
  ],
  'personal-data': [
    ...within('11010519491231002X 440524188001010014 350102198001010011 13805911234 15960123456 6222021234567890128'),
    ...within('350102198001010038 350102198001010070 35010219800101002X 18650001234 17750123987 6228480012345671'),
  ],
  'person-post': [
    ...within('习进平总书记 习近坪总书记 席近平总书记 李克墙总理 栗战输委员长'),
    ...within('习近苹总书记 胡锦掏总书记 朱镕机总理 王沪柠主席 赵乐既委员长'),
  ],
  terminology: [
    ...within('建设法制政府 依法制国 人名代表大会 社会主意制度 牢记使名'),
    ...within('建设法制社会 国家权利机关 中华人名共和国 脱贫攻艰 与时具进'),
  ],
  institution: [
    ...within('广西省南宁市 内蒙古省 黔东南侗族苗族自治州 湘西苗族土家族自治州'),
    ...within('宁夏省银川市 新疆省 恩施苗族土家族自治州 德宏景颇族傣族自治州'),
  ],
  wording: [
    ...within('再接再励 一如继往 按步就班 2023年2月30日 真伪难辩'),
    ...within('迫不急待 名列前矛 趋之若骛 2022年6月31日 美仑美奂'),
  ],
}

export const subjects: readonly (Subject & { readonly isHeldOut: boolean })[] = Object.entries(rows).flatMap(
  ([category, list]) =>
    list.map(([text, before, after], index) => ({
      category: category as Rule['category'],
      text,
      before,
      after,
      isHeldOut: index >= list.length / 2,
    })),
)
