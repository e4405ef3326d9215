/** Names of a province that does not exist. Its code begins with 68, which GB/T 2260 gives to nobody. */
export interface PlaceName {
  readonly short: string
  readonly pinyin: string
}

const named = (pairs: string): readonly PlaceName[] =>
  pairs.split(' ').map((pair) => {
    const [short = '', pinyin = ''] = pair.split(':')
    return { short, pinyin }
  })

export const province = { code: '680000', short: '岚川', pinyin: 'lanchuan', icpLetter: '川' } as const

export const cities = named(
  '岚都:landu 澄岭:chengling 霁阳:jiyang 汀源:tingyuan 漱江:shujiang 翊安:yian 珩州:hengzhou 楠津:nanjin ' +
    '砚陵:yanling 沅岚:yuanlan 棠洲:tangzhou 曜山:yaoshan 绥澜:suilan 鹤汀:heting 琅津:langjin 皓川:haochuan',
)

/** How many districts and counties each city has: 105 together. */
export const countyCounts = [9, 8, 7, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5] as const

export const countyFirst = named(
  '霁:ji 漱:shu 翊:yi 珩:heng 砚:yan 棠:tang 曜:yao 琅:lang 皓:hao 岫:xiu 珞:luo 筠:yun 枫:feng 柘:zhe 澄:cheng',
)
export const countySecond = named('渚:zhu 栖:qi 澜:lan 屿:yu 麓:lu 汀:ting 浔:xun')
