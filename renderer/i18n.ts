import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { messagesFrom, type Texts } from './messages'
import { isOneOf, usePreference } from './preferences'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const found = import.meta.glob<Texts>(['./*/messages/*.json', './views/*/messages/*.json'], {
  eager: true,
  import: 'default',
})

/** The operator's language, kept on this workstation. */
export const language = usePreference<Language>('language', 'zh-CN', isOneOf(...languages))

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'zh-CN',
  messages: messagesFrom(found),
})

watch(
  language,
  (now) => {
    i18n.global.locale.value = now
    document.documentElement.lang = now
  },
  { immediate: true },
)

/** `t` outside of components. */
export const t = (key: string, named: Record<string, unknown> = {}): string => i18n.global.t(key, named)
