import { LitElement, nothing } from 'lit'
import { emphasis, format, marks, nextLine, type Mark } from '../editor/format.js'
import type { Rewriting } from '../editor/rewriting.js'

/**
 * Around a text box and its bar of buttons, hidden without script: each button puts a mark around the words that are selected, or takes
 * it away; Enter goes on with a list. What is written stays plain text, and the browser's own undo takes everything back.
 *
 * Inside: `[role=toolbar]` with buttons named by `data-mark`; a `textarea`. Attributes: `data-bold`, `data-italic`, `data-link`,
 * `data-cell`, the words put where nothing is selected.
 */
export class FcFormat extends LitElement {
  protected override createRenderRoot(): this { return this }
  protected override render(): typeof nothing { return nothing }

  get #area(): HTMLTextAreaElement | null { return this.querySelector('textarea') }
  get #buttons(): HTMLButtonElement[] { return [...this.querySelectorAll<HTMLButtonElement>('[role=toolbar] button')] }

  override connectedCallback(): void {
    super.connectedCallback()
    const bar = this.querySelector<HTMLElement>('[role=toolbar]')
    if (!bar || !this.#area) return
    bar.querySelectorAll<HTMLElement>('[hidden]').forEach((part) => { part.hidden = false })
    this.#reach(this.#buttons[0])
    bar.addEventListener('click', this.#pressed)
    bar.addEventListener('keydown', this.#moved)
    // The words stay selected, and a phone's keyboard stays open.
    bar.addEventListener('mousedown', (event) => { if ((event.target as Element).closest('[data-mark]')) event.preventDefault() })
    this.#area.addEventListener('keydown', this.#typed)
  }

  /** One stop for the Tab key; arrows go from button to button (ARIA, toolbar). */
  #reach(button: HTMLButtonElement | undefined): void {
    for (const each of this.#buttons) each.tabIndex = each === button ? 0 : -1
  }

  readonly #moved = (event: KeyboardEvent): void => {
    const all = this.#buttons
    const at = all.indexOf(event.target as HTMLButtonElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const next = at === -1 || to === undefined ? undefined : all.at(to % all.length)
    if (!next) return
    event.preventDefault()
    this.#reach(next)
    next.focus()
  }

  readonly #pressed = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button')
    const mark = marks.find((known) => known === button?.dataset.mark)
    if (!button || !mark) return
    this.#reach(button)
    void this.#make(mark)
  }

  readonly #typed = (event: KeyboardEvent): void => {
    const area = this.#area
    if (!area || event.isComposing || event.altKey) return
    const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey ? ({ b: 'bold', i: 'italic', k: 'link' } as const)[event.key.toLowerCase()] : undefined
    if (mark) { event.preventDefault(); void this.#make(mark); return }
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return
    const next = nextLine({ text: area.value, from: area.selectionStart, to: area.selectionEnd })
    if (!next) return
    event.preventDefault()
    this.#write(area, next)
  }

  async #make(mark: Mark): Promise<void> {
    // Before looking at what is selected: one may go on writing meanwhile.
    if (mark === 'bold' || mark === 'italic') await emphasis()
    const area = this.#area
    if (!area || area.readOnly) return
    const { bold = '', italic = '', link = '', cell = '' } = this.dataset
    this.#write(area, await format({ text: area.value, from: area.selectionStart, to: area.selectionEnd }, mark, { bold, italic, link, cell }))
  }

  #write(area: HTMLTextAreaElement, { from, to, by, select }: Rewriting): void {
    area.focus()
    area.setSelectionRange(from, to)
    // Deprecated, and the only way that the browser's undo knows of what was written; it tells of it too.
    const isWritten = by === '' ? (from === to || document.execCommand('delete')) : document.execCommand('insertText', false, by)
    if (!isWritten) {
      area.setRangeText(by, from, to)
      area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    area.setSelectionRange(...select)
  }
}

customElements.define('fc-format', FcFormat)
