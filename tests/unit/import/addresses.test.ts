import { describe, expect, test } from 'vitest'
import { fetchFromUrl, isPublicAddress } from '../../../forge/adapters/git/import/location.js'

const to = (...addresses: string[]) => ({ allowPrivate: false, resolve: () => Promise.resolve(addresses) })

describe('addresses to import from', () => {
  test.each([
    '127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.8', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::1', '2002:a00:1::', '2001:db8::1', '2001::1', 'not an address', '',
  ])('should not read from %s', (address) => { expect(isPublicAddress(address)).toBe(false) })

  test.each(['8.8.8.8', '140.82.121.3', '2606:50c0:8000::153', '64:ff9b::808:808'])('should read from %s', (address) => { expect(isPublicAddress(address)).toBe(true) })

  test.each([
    ['http://exemple.org/a.git', 'import.https_only'], ['ssh://git@exemple.org/a.git', 'import.https_only'], ['file:///etc/passwd', 'import.https_only'], ['ext::sh -c touch', 'import.https_only'], ['git://exemple.org/a', 'import.https_only'],
    ['https://moi:secret@exemple.org/a.git', 'import.no_credentials'], ['https://jeton@exemple.org/a.git', 'import.no_credentials'], ['-u x', 'import.address_malformed'], ['https://', 'import.address_malformed'],
  ])('should refuse %s', async (address, key) => {
    await expect(fetchFromUrl(address, to('8.8.8.8'))).rejects.toMatchObject({ key })
  })

  test.each(['https://127.0.0.1/a.git', 'https://2130706433/a.git', 'https://0x7f.1/a.git', 'https://017700000001/a.git', 'https://[::1]/a.git', 'https://[::ffff:127.0.0.1]/a.git', 'https://127.1/a'])('should see through %s, however it is written', async (address) => {
    await expect(fetchFromUrl(address, { allowPrivate: false })).rejects.toMatchObject({ key: 'import.private_address' })
  })

  test('should refuse a name when any of its addresses is private', async () => {
    await expect(fetchFromUrl('https://piege.exemple.org/a.git', to('8.8.8.8', '10.0.0.1'))).rejects.toMatchObject({ key: 'import.private_address' })
    await expect(fetchFromUrl('https://personne.exemple.org/a.git', to())).rejects.toMatchObject({ key: 'import.host_unknown' })
  })

  test('should pin the name to the addresses that were checked, and follow no redirection', async () => {
    const found = await fetchFromUrl('https://Exemple.org:8443/groupe/fiches.git/', to('8.8.8.8', '2606:50c0:8000::153'))
    expect(found.config).toContain('http.curloptResolve=exemple.org:8443:8.8.8.8,[2606:50c0:8000::153]')
    expect(found.config).toContain('http.followRedirects=false')
    expect(found.protocols).toEqual(['https'])
    expect(found.name).toBe('https://exemple.org:8443/groupe/fiches')
  })
})
