import { html, LitElement, render, type TemplateResult } from 'lit'

/**
 * Around the rows of a field, which work without it: adds a row, takes one away, moves it up or down. Rows are numbered again after
 * each gesture, so that the form posts them in the order seen.
 *
 * Attributes: `data-name` and `data-id` of the field; `data-one` names a row (with 0 for its number); `data-add`, `data-up`, `data-down`,
 * `data-remove` its buttons; `data-added`, `data-moved`, `data-removed` (with `{ligne}`) what is said then.
 */
export class FcRows extends LitElement {
  static override properties = { said: { state: true } }
  declare said: string
  #blank: HTMLElement | undefined

  constructor() { super(); this.said = '' }

  protected override createRenderRoot(): HTMLElement {
    const holder = document.createElement('div')
    holder.className = 'rows-end'
    this.append(holder)
    return holder
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.querySelector('.without-script')?.remove()
    this.addEventListener('focusin', this.#entered)
    const rows = this.#rows
    const last = rows.at(-1)
    if (!last || this.#blank) return
    this.#blank = last.cloneNode(true) as HTMLElement
    for (const row of rows.slice(1).reverse()) { if (isBlank(row)) row.remove(); else break }
    this.#number()
  }

  /** A list of the other rows (`data-among`) holds those that were just written too. */
  readonly #entered = (event: FocusEvent): void => {
    const select = event.target
    if (!(select instanceof HTMLSelectElement) || select.dataset.among === undefined) return
    const { value } = select
    const [none, ...old] = select.options
    const others = this.#rows.filter((row) => row !== select.closest('.row')).flatMap((row) => {
      const [name, label] = row.querySelectorAll<Field>('.cell input, .cell textarea')
      return name === undefined || name.value.trim() === '' ? [] : [new Option(label?.value.trim() || name.value, name.value.trim())]
    })
    const kept = old.filter((option) => option.value === value && !others.some((other) => other.value === value))
    select.replaceChildren(...(none ? [none] : []), ...kept, ...others)
    select.value = value
  }

  get #list(): HTMLElement | null { return this.querySelector('.form-rows') }
  get #rows(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>('.form-rows > .row')] }
  #called(row: HTMLElement): string { return row.getAttribute('aria-label') ?? '' }

  /** Names, ids, labels and buttons of every row, by its place. */
  #number(): void {
    const { name = '', id = '', one = '' } = this.dataset
    const rows = this.#rows
    rows.forEach((row, i) => {
      row.setAttribute('aria-label', one.replace('0', String(i + 1)))
      for (const field of row.querySelectorAll<HTMLInputElement>('[name]')) {
        const key = field.name.slice(field.name.lastIndexOf('.') + 1)
        field.name = `${name}.${i}.${key}`
        if (field.id === '') continue
        field.id = `${id}-${i}-${key}`
        field.closest('label')?.setAttribute('for', field.id)
      }
      this.#buttons(row, i, rows.length)
    })
  }

  #buttons(row: HTMLElement, i: number, of: number): void {
    let bar = row.querySelector<HTMLElement>('.row-bar')
    if (!bar) {
      bar = document.createElement('div')
      bar.className = 'row-bar'
      row.append(bar)
    }
    const called = this.#called(row)
    const { up = '', down = '', remove = '' } = this.dataset
    render(html`<span class="row-number" aria-hidden="true">${called}</span>
<button type="button" class="btn small" data-does="up" aria-label="${up}, ${called}" ?disabled=${i === 0} @click=${() => { this.#move(row, -1) }}>↑ <span>${up}</span></button>
<button type="button" class="btn small" data-does="down" aria-label="${down}, ${called}" ?disabled=${i === of - 1} @click=${() => { this.#move(row, 1) }}>↓ <span>${down}</span></button>
<button type="button" class="btn small" data-does="remove" aria-label="${remove}, ${called}" @click=${() => { this.#remove(row) }}>× <span>${remove}</span></button>`, bar)
  }

  #move(row: HTMLElement, by: -1 | 1): void {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other) return
    if (by < 0) other.before(row)
    else other.after(row)
    this.#done(this.dataset.moved, row)
    // The button keeps the focus; at the end of the way, the other one takes it.
    const [same, back] = by < 0 ? ['up', 'down'] : ['down', 'up']
    const button = row.querySelector<HTMLButtonElement>(`[data-does=${same}]`)
    if (button?.disabled) row.querySelector<HTMLButtonElement>(`[data-does=${back}]`)?.focus()
    else button?.focus()
  }

  #remove(row: HTMLElement): void {
    const next = (row.nextElementSibling ?? row.previousElementSibling) as HTMLElement | null
    this.said = (this.dataset.removed ?? '').replace('{ligne}', () => this.#called(row))
    row.remove()
    this.#number()
    this.#tell()
    const to = next?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select') ?? this.querySelector<HTMLElement>('.row-add')
    to?.focus()
  }

  readonly #add = (): void => {
    const row = this.#blank?.cloneNode(true) as HTMLElement | undefined
    if (!row || !this.#list) return
    empty(row)
    this.#list.append(row)
    this.#done(this.dataset.added, row)
    row.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')?.focus()
  }

  #done(sentence: string | undefined, row: HTMLElement): void {
    this.#number()
    this.said = (sentence ?? '').replace('{ligne}', () => this.#called(row))
    this.#tell()
  }

  /** What keeps the draft hears of it. */
  #tell(): void { this.dispatchEvent(new Event('input', { bubbles: true })) }

  protected override render(): TemplateResult {
    return html`<button type="button" class="btn small row-add" @click=${this.#add}>+ ${this.dataset.add}</button><p class="vh" role="status">${this.said}</p>`
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const fieldsOf = (row: HTMLElement): Field[] => [...row.querySelectorAll<Field>('input, textarea, select')]
const isBlank = (row: HTMLElement): boolean => fieldsOf(row).every((field) => field.value === '')

function empty(row: HTMLElement): void {
  row.querySelector('.row-bar')?.remove()
  for (const field of fieldsOf(row)) field.value = ''
}

customElements.define('fc-rows', FcRows)
