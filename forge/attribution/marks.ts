/** A set of small numbers, emptied at no cost: what a walk asks for thousands of words at every version. */
export class Marks {
  #marks = new Uint32Array(4096)
  #current = 1

  clear(): this {
    this.#current++
    return this
  }
  has(number: number): boolean { return this.#marks[number] === this.#current }
  add(number: number): void {
    if (number >= this.#marks.length) {
      const larger = new Uint32Array(Math.max(this.#marks.length * 2, number + 1))
      larger.set(this.#marks)
      this.#marks = larger
    }
    this.#marks[number] = this.#current
  }
  delete(number: number): void { if (this.has(number)) this.#marks[number] = 0 }
}
