/**
 * A fiche as its true history knows it: every word carries its birth from the moment somebody writes it, and keeps it wherever it
 * goes. Pages never change: an edit is a new page that shares what it did not touch. Nothing here knows the engine.
 */

export interface Person {
  readonly name: string
  /** Empty for somebody of whom only the name is known. */
  readonly email: string
  /** Who it is, for another address of the same person that `.mailmap` knows. */
  readonly is?: Person
}

/** The one person behind any of their addresses. */
export const themself = (person: Person): Person => person.is ?? person

/** What a version did, for those who wrote no word in it. */
export type Deed = 'writes' | 'restores' | 'imports' | 'formats' | 'moves' | 'merges'

export interface Version {
  /** Known once its texts are. */
  oid: string
  readonly number: number
  readonly parents: readonly Version[]
  readonly author: Person
  readonly committer: Person
  readonly coAuthors: readonly Person[]
  /** Who wrote the words born in it. */
  readonly writers: readonly Person[]
  readonly at: number
  readonly message: string
  readonly deed: Deed
  readonly tree: Tree
  /** New path → the path it had in the first parent. */
  readonly renamed: ReadonlyMap<string, string>
  /** Versions that brought the same words when this one is in no ancestor of the version asked for: after a rebase, a squash, a pick. */
  readonly replayedAs: Version[]
}

export interface Birth { readonly version: Version; readonly path: string; readonly writers: readonly Person[] }

/**
 * One unit of text; an address is one word here and several for Unicode, all of the same birth.
 * `stock`: boilerplate, graded apart. `unsure`: nobody can say whose it is (list numbers): not graded.
 */
export interface Word {
  readonly text: string
  readonly birth: Birth
  readonly grade: 'plain' | 'stock' | 'unsure'
  /** Signs around it, no part of the word: `**`, `*`, `` ` ``. */
  readonly dress?: string
  /** Where it leads, for a link. */
  readonly link?: Word
  /** A sign after it. */
  readonly sign?: ',' | ';'
}

/** A sentence, a cell, a line of code, the key or a value of a field. */
export interface Part { readonly id: number; readonly words: readonly Word[]; readonly end: '' | '.' | '?' | '!' | ':' }

export interface Block {
  readonly id: number
  readonly kind: 'heading' | 'text' | 'item' | 'numbered' | 'quote' | 'table' | 'code' | 'field'
  /** Sentences; for a table its cells in rows (the head first), for code its lines, for a field its key then its values. */
  readonly parts: readonly Part[]
  /** A heading's level, a table's columns. */
  readonly size?: number
}

/** How a page is written down: changing it changes nobody's words. `wrap`: columns, 0 for a line per paragraph. */
export interface Style {
  readonly wrap: number
  readonly bullet: '-' | '*' | '+'
  readonly emphasis: '*' | '_'
  readonly apostrophe: "'" | '’'
  readonly noBreak: boolean
  readonly boldHeadings: boolean
}

export interface Page { readonly header: readonly Block[]; readonly body: readonly Block[]; readonly style: Style }

/** Path → page, or the text of a file that is no page. */
export type Tree = ReadonlyMap<string, Page | string>

export const isPage = (file: Page | string | undefined): file is Page => typeof file === 'object'

export function pageAt(tree: Tree, path: string): Page {
  const file = tree.get(path)
  if (!isPage(file)) throw new Error(`no page ${path}`)
  return file
}

export const withFile = (tree: Tree, path: string, file: Page | string): Tree => new Map(tree).set(path, file)
export function without(tree: Tree, path: string): Tree { const left = new Map(tree); left.delete(path); return left }
