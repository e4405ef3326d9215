import type { Store } from '#core/store/store'

/** A text goes with its article: what an operator may no longer see is not left in the file either. */
export function forgetTextsWithoutArticle(store: Store): void {
  store.run('DELETE FROM article_text WHERE NOT EXISTS (SELECT 1 FROM row_article WHERE id = article_id)')
}
