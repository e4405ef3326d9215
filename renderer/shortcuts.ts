import {
  onActivated,
  onDeactivated,
  onScopeDispose,
  getCurrentInstance,
  shallowReactive,
  toValue,
  type MaybeRefOrGetter,
} from 'vue'

/**
 * Keys of the view on screen. Each has a visible button elsewhere; `?` lists them by `label`.
 * `keys`: 'j' · 'Shift+j' · 'Mod+k' (Ctrl, or ⌘ on a Mac) · 'ArrowDown' · 'g s' (one after the other); several by ' | '.
 */
export interface Shortcut {
  readonly keys: string
  readonly label: MaybeRefOrGetter<string>
  readonly run: (event: KeyboardEvent) => void
  /** Off while this is false. */
  readonly when?: () => boolean
  /** Also while typing in a field; only for keys with Mod and for Escape. */
  readonly whileTyping?: boolean
  /** Listed under this heading of the sheet; without it under the view's. */
  readonly group?: MaybeRefOrGetter<string>
}

interface Layer {
  readonly shortcuts: readonly Shortcut[]
  /** True where keys of layers below have to wait, as under a dialog. */
  readonly modal: boolean
}

const layers = shallowReactive<Layer[]>([])

function enter(layer: Layer): () => void {
  layers.push(layer)
  return () => {
    const place = layers.indexOf(layer)
    if (place >= 0) layers.splice(place, 1)
  }
}

/** Registers keys while the component is on screen. A later registration wins over an earlier one. */
export function useShortcuts(shortcuts: readonly Shortcut[], { modal = false } = {}): void {
  let leave = enter({ shortcuts, modal })
  onScopeDispose(() => leave())
  if (!getCurrentInstance()) return
  onDeactivated(() => leave())
  onActivated(() => {
    leave()
    leave = enter({ shortcuts, modal })
  })
}

/** The layers that hear keys now: from the topmost down to the first modal one. */
export function hearing(all: readonly Layer[]): readonly Layer[] {
  const modal = all.findLastIndex((layer) => layer.modal)
  return all.slice(Math.max(0, modal)).reverse()
}

/** What `?` shows: keys that work now. */
export const activeShortcuts = (): { keys: string; label: string; group: string }[] =>
  hearing(layers)
    .flatMap((layer) => layer.shortcuts)
    .filter((shortcut) => shortcut.when?.() ?? true)
    .map(({ keys, label, group = '' }) => ({ keys, label: toValue(label), group: toValue(group) }))
    .filter((shortcut, place, list) => list.findIndex((other) => other.keys === shortcut.keys) === place)

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A key press in the notation of `keys`. Shift is only named where the character does not already say it. */
export function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const named = key === ' ' ? 'Space' : /^[A-Z]$/.test(key) ? key.toLowerCase() : key
  const shift = shiftKey && (key.length > 1 || /^[a-z]$/i.test(key)) ? 'Shift+' : ''
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${altKey ? 'Alt+' : ''}${shift}${named}`
}

const alternatives = (keys: string) => keys.split(' | ')

/** The shortcut that a press means, after `first` was pressed just before (null: nothing). */
export function matchOf(shortcuts: readonly Shortcut[], press: string, first: string | null): Shortcut | undefined {
  const both = first === null ? null : `${first} ${press}`
  const usable = shortcuts.filter((shortcut) => shortcut.when?.() ?? true)
  const fits = (wanted: string | null) =>
    usable.find((shortcut) => wanted && alternatives(shortcut.keys).includes(wanted))
  return fits(both) ?? fits(press)
}

export const startsSequence = (shortcuts: readonly Shortcut[], press: string): boolean =>
  shortcuts.some((shortcut) => alternatives(shortcut.keys).some((keys) => keys.startsWith(`${press} `)))

const typing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'
const pressable = 'button, a[href], [role=tab], [role=option], [role=menuitem], [role=combobox], summary, input'

function mayHear(shortcut: Shortcut, event: KeyboardEvent, press: string): boolean {
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest(typing)) return shortcut.whileTyping ?? false
  const presses = ['Enter', 'Space'].includes(press) || press.startsWith('Arrow')
  return !(presses && target.closest(pressable))
}

/** How long the second key of a sequence may take. */
const sequenceMs = 1200

/** Starts listening for the whole page. Called once. */
export function listenForKeys(): void {
  let first: { readonly press: string; readonly at: number } | null = null
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    const press = nameOf(event)
    const before = first && event.timeStamp - first.at < sequenceMs ? first.press : null
    const heard = hearing(layers).flatMap((layer) => layer.shortcuts)
    const shortcut = matchOf(heard, press, before)
    first = null
    if (shortcut && mayHear(shortcut, event, press)) {
      event.preventDefault()
      shortcut.run(event)
    } else if (startsSequence(heard, press)) first = { press, at: event.timeStamp }
  })
}
