import { parseFiche } from '../../content-schema/fiche.js'
import { picturesIn } from '../../content-schema/licences/pictures-in.js'
import { authorsOf } from '../attribution/identities.js'
import { foldedName, type TracesIn } from '../domain/naming.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { visitorEmail } from '../domain/visitor-suggestion.js'
import { commitEmail } from './authorship.js'
import { textOf } from './indexResource.js'

/** Versions of a header that are read back, newest first: beyond, names of long ago stay as they are written. */
const headersRead = 300

type Needs = Pick<Deps, 'git' | 'emails' | 'visitors' | 'settings' | 'resources'>

/** Every address that histories may name a person by. */
export async function addressesOfPerson(deps: Pick<Deps, 'emails' | 'visitors' | 'settings'>, person: PersonId): Promise<readonly string[]> {
  const confirmed = (await deps.emails.of(person)).filter(({ confirmedAt }) => confirmedAt !== undefined).map(({ address }) => address.toLowerCase())
  return [commitEmail(person, deps.settings.host), ...confirmed, ...(await deps.visitors.creditedTo(person)).map((id) => visitorEmail(id, deps.settings.host))]
}

/**
 * The names by which a person is written in a resource and that are proven theirs: those of the versions they signed; and in headers or under pictures, such a
 * name where they wrote it themselves, or a name that the resource recognised as theirs. A name that somebody else wrote in a header may be
 * a namesake's: it is claimed first (claimName.ts), so that nobody hides the name of another.
 */
export async function nameTracesIn(deps: Needs, person: PersonId, resource: Resource): Promise<TracesIn> {
  const own = new Set(await addressesOfPerson(deps, person))
  const indexed = (await deps.resources.peopleOf([resource.id])).get(resource.id) ?? []
  const writtenNames = new Set(indexed.filter(({ email }) => own.has(email)).map(({ name }) => name))
  const recognised = (resource.recognised ?? []).filter(({ person: { id } }) => id === person).map(({ name }) => name)
  const headerNames = new Set(recognised)
  if (resource.tip !== undefined) {
    const commits = await deps.git.log(resource.id, { from: [resource.tip], path: resource.mainPath, limit: headersRead })
    const met = new Set<string>()
    for (const commit of [...commits].reverse()) {
      const people = authorsOf(commit)
      // Every name one signed with; one version may have been signed with another than those the index keeps.
      for (const { name, email } of people) if (own.has(email.toLowerCase())) writtenNames.add(name)
      const { fields, body } = parseFiche(await textOf(deps, resource.id, commit.oid, resource.mainPath))
      const credited = [...picturesIn(body).flatMap(({ credit }) => credit?.author ?? []), ...(fields.couverture?.credit === undefined ? [] : [fields.couverture.credit.split(',')[0]?.trim() ?? ''])].map((nom) => ({ nom }))
      for (const { nom } of [...fields.auteurs, ...fields.contributeurs, ...fields.experimente_par, ...credited]) {
        if (met.has(nom)) continue
        met.add(nom)
        const isSigned = [...writtenNames].some((name) => foldedName(name) === foldedName(nom))
        if (isSigned && people.some(({ email }) => own.has(email.toLowerCase()))) headerNames.add(nom)
      }
    }
  }
  return { person, resource: resource.id, headerNames: [...headerNames], writtenNames: [...writtenNames] }
}
