/** Defects that are put into the pages of a site as they leave. */
export const alteredKinds = [
  'defaced-title',
  'hidden-links',
  'foreign-script',
  'unlinked-report',
  'malformed-dates',
  'unsourced',
  'page-for-file',
  'wrong-name',
  'thin-guides',
  'incomplete-guides',
  'unanswered-messages',
  'late-answers',
  'bare-answers',
  'deaf-search',
] as const
export type AlteredKind = (typeof alteredKinds)[number]

/** What is wrong with a demo site on purpose. */
export type DefectKind =
  | 'down'
  | 'slow'
  | 'unanswering'
  | 'stale-home'
  | 'stale-columns'
  | 'empty-columns'
  | 'broken-links'
  | 'missing-footer'
  | 'wrong-site-code'
  | 'soft-404'
  | 'missing-meta'
  | 'wrong-charset'
  | 'leaked-id'
  | 'secret-mark'
  | 'typos'
  | AlteredKind

export interface Defect {
  readonly domain: string
  readonly kind: DefectKind
  /** Slugs of columns, addresses, footer items or file names, by kind. */
  readonly where: readonly string[]
  /** Indicators of the check list under which it shows, or rules of the content check. */
  readonly shows: readonly string[]
}

const defect = (domain: string, kind: DefectKind, where: readonly string[], shows: readonly string[]): Defect => ({
  domain: `${domain}.gov.example`,
  kind,
  where,
  shows,
})

/** An address that no article has. */
export const missingArticle = '/articles/00000000-0000-7000-8000-000000000404.html'
const tenNewsAndPolicy = 'zwdt gzyw bmdt jcdt tpxw zcwj gfxwj zfwj bgwj bmwj'.split(' ')

/**
 * The deliberate defects of the demo province; every site that is not here is clean. For the demo pages, the makers of
 * demo rows and the tests: the inspection engine never reads it.
 */
export const demoDefects: readonly Defect[] = [
  defect('gdj.lanchuan', 'down', ['/'], ['V2']),
  defect('www.yanqi', 'down', ['/'], ['V2']),
  defect('tyj.chengling', 'down', ['/'], ['V2']),
  defect('qxj.lanchuan', 'slow', ['/'], ['G13']),
  defect('slt.tingyuan', 'slow', ['/'], ['G13']),
  defect('dkj.lanchuan', 'unanswering', ['/'], ['V2']),
  defect('wwj.lanchuan', 'stale-home', ['/'], ['V3']),
  defect('www.tangzhu', 'stale-home', ['/'], ['V3']),
  defect('jdj.lanchuan', 'stale-columns', ['bmdt', 'zfwj', 'ghjh'], ['D4', 'D5', 'D8']),
  defect('lyj.jiyang', 'stale-columns', ['jcdt'], ['D4']),
  defect('gxs.lanchuan', 'stale-columns', tenNewsAndPolicy, ['V4', 'D4', 'D5']),
  defect('dzj.yian', 'stale-columns', [...tenNewsAndPolicy, 'rsxx', 'ghjh'], ['V4', 'D4', 'D5', 'D8']),
  defect('daj.lanchuan', 'empty-columns', ['tjgb', 'zxft'], ['D8']),
  defect('jyglj.landu', 'empty-columns', ['tjgb', 'zxft', 'wsdc', 'bgxz', 'zdly', 'rdhy'], ['V4', 'D8']),
  defect('ggzyj.lanchuan', 'broken-links', ['/', '/columns/tzgg/', missingArticle], ['D20']),
  defect('www.yaoqi', 'broken-links', ['/', missingArticle], ['D20']),
  defect('wsb.lanchuan', 'missing-footer', ['report'], ['D19']),
  defect('xfj.hengzhou', 'missing-footer', ['siteCode', 'police', 'conac'], ['D19']),
  defect('lscbj.lanchuan', 'wrong-site-code', ['6800009999'], ['G10']),
  defect('www.jizhu', 'wrong-site-code', ['680102001'], ['G10']),
  defect('nyj.lanchuan', 'soft-404', ['/', missingArticle], ['D20']),
  defect('tjj.lanchuan', 'missing-meta', ['SiteIDCode', 'ColumnType', 'ContentSource'], ['D21']),
  defect('zscqj.lanchuan', 'wrong-charset', ['/'], ['D25']),
  defect('mzt.lanchuan', 'leaked-id', ['困难群众临时救助发放明细.xlsx'], ['personal-table', 'id-card']),
  defect('sft.landu', 'secret-mark', ['专项检查工作方案.docx'], ['secrecy-mark']),
  defect('jyt.lanchuan', 'typos', ['zwdt'], ['terminology', 'repeated-shi']),
  defect('jyt.haochuan', 'defaced-title', ['/'], ['V1']),
  defect('gxt.chengling', 'hidden-links', ['/'], ['G14']),
  defect('mzw.haochuan', 'foreign-script', ['/'], ['G20']),
  defect('gat.shujiang', 'unlinked-report', ['/'], ['G11']),
  defect('gat.suilan', 'malformed-dates', ['PubDate'], ['G12']),
  defect('mzt.shujiang', 'unsourced', ['ContentSource'], ['D21', 'G16']),
  defect('mzt.yanling', 'page-for-file', ['/'], ['D11']),
  defect('sft.yuanlan', 'wrong-name', ['SiteName'], ['D18']),
  defect('rst.shujiang', 'thin-guides', ['bszn'], ['V6', 'D10']),
  defect('zjt.landu', 'incomplete-guides', ['bszn'], ['D10']),
  defect('slt.nanjin', 'unanswered-messages', ['zxxd'], ['V5']),
  defect('slt.heting', 'late-answers', ['zxxd'], ['D15']),
  defect('nynct.landu', 'bare-answers', ['zxxd'], ['D14']),
  defect('nynct.yaoshan', 'deaf-search', ['/search'], ['D23']),
]

export const defectsOf = (domain: string): readonly Defect[] => demoDefects.filter((known) => known.domain === domain)

/** What is wrong with one kind of thing on a site; empty for a clean one. */
export const placesOf = (domain: string, kind: DefectKind): readonly string[] =>
  demoDefects.find((known) => known.domain === domain && known.kind === kind)?.where ?? []
