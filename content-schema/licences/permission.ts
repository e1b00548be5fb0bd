import { identify } from './identify.js'
import type { VerdictRequest } from './verdict-request.js'

/** Whether a signed permission covers this very use of the one source. What it does not list is not granted (CPI L131-3). */
export function isPermitted(request: VerdictRequest): boolean {
  const permission = request.context?.permission
  if (permission?.signed !== true || request.sources.length !== 1) return false
  const acts = permission.scope.map(scope => scope.toLowerCase().trim())
  const target = request.target === undefined ? undefined : identify(request.target)
  const relicensed = target !== undefined && permission.scope.some(scope => /^relicense:/i.test(scope.trim()) && identify(scope.trim().slice('relicense:'.length))?.id === target.id)
  switch (request.relation) {
    case 'adaptation': return acts.includes('adapt') && relicensed
    case 'translation': return (acts.includes('adapt') || acts.includes('translate')) && relicensed
    case 'integration': return acts.includes('adapt') && relicensed
    case 'collection': return acts.includes('collect') && request.context?.modified !== true
    case 'inclusion': return acts.includes('include') && (request.context?.modified !== true || acts.includes('adapt'))
    case 'verbatim': case 'format-change': return acts.includes('copy')
    case 'relicensing': return false
  }
}
