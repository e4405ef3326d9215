import type { Article } from '#shared/contract/article'

export const articleAddress = ({ id }: Pick<Article, 'id'>): string => `/articles/${id}.html`
export const fileAddress = (name: string): string => `/files/${encodeURIComponent(name)}`
export const listAddress = (path: string, page: number): string => (page === 1 ? path : `${path}${page}.html`)
export const siteMapAddress = '/sitemap.html'
export const reportAddress = '/jiucuo.html'
export const badges = { conac: '/images/dzjg.svg', police: '/images/gongan.svg' } as const
export const searchAddress = '/search'
/** A file by its address; what comes is a page. */
export const downloadAddress = '/download/shenqingbiao.docx'
