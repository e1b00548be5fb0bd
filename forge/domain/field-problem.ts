import { ForgeError } from './errors.js'

/** What is wrong with one field of a form: its name there, the key of the sentence, what fills the sentence's blanks. */
export interface FieldProblem { readonly field: string; readonly key: string; readonly details?: Readonly<Record<string, unknown>> }

/** A field's problem, if any. */
export type Checked = FieldProblem | undefined

/** Refuses `invalid` with every problem at once (`details.problems`), so that a form can be corrected in one go. */
export function refuseProblems(checks: readonly Checked[]): void {
  const problems = checks.filter((p) => p !== undefined)
  if (problems.length > 0) throw new ForgeError('invalid', 'form.has_problems', { problems })
}

/** The field problems a refusal carries; none when it is about something else. */
export function problemsOf(error: unknown): readonly FieldProblem[] {
  return error instanceof ForgeError && error.key === 'form.has_problems' ? (error.details.problems as readonly FieldProblem[]) : []
}
