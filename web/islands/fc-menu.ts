/**
 * Around a `details` whose list floats over the page: closes it on Escape, on a click elsewhere and when the keyboard leaves it, since
 * what floats hides what is below. Without script the same button folds it back.
 *
 * Focus goes back to the button when it would be lost with the list; never when the person went somewhere else on purpose.
 * A bare element: it draws nothing, and every page of a person signed in carries it. A fiche read without an account stays without script,
 * so that it is kept as it travels.
 */
export class FcMenu extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener('click', this.#clicked)
    document.addEventListener('keydown', this.#pressed)
    this.addEventListener('focusout', this.#left)
  }

  disconnectedCallback(): void {
    document.removeEventListener('click', this.#clicked)
    document.removeEventListener('keydown', this.#pressed)
    this.removeEventListener('focusout', this.#left)
  }

  get #open(): HTMLDetailsElement | null { return this.querySelector<HTMLDetailsElement>('details[open]') }

  #close(menu: HTMLDetailsElement): void {
    const isLost = !isAPlace(document.activeElement) || menu.contains(document.activeElement)
    menu.open = false
    if (isLost) menu.querySelector('summary')?.focus({ preventScroll: true })
  }

  readonly #clicked = (event: MouseEvent): void => {
    const menu = this.#open
    if (menu && !event.composedPath().includes(menu)) this.#close(menu)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const menu = this.#open
    if (event.key !== 'Escape' || event.defaultPrevented || !menu) return
    event.preventDefault()
    this.#close(menu)
  }

  // When the window itself loses the focus, or a click lands on plain text, the click says the rest.
  readonly #left = ({ relatedTarget }: FocusEvent): void => {
    const menu = this.#open
    if (menu && isAPlace(relatedTarget) && !menu.contains(relatedTarget as Node)) menu.open = false
  }
}

/** Whether the keyboard may stand there: a click on plain text leads to the page itself, or to its main part. */
const isAPlace = (target: EventTarget | null): boolean => target instanceof HTMLElement && target !== document.body && target.tabIndex >= 0

customElements.define('fc-menu', FcMenu)
