import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509'

/** Whom a certificate is made out to. */
export interface Subject {
  /** A person's or an authority's name. */
  readonly name: string
  /** Id of the operator; absent in certificates of authorities. */
  readonly operatorId?: string
}

const commonName = '2.5.4.3'
const country = '2.5.4.6'
/** UID, RFC 4519. */
const userId = '0.9.2342.19200300.100.1.1'

const part = (type: string, utf8String: string): RelativeDistinguishedName =>
  new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) })])

export const nameOf = ({ name, operatorId }: Subject): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: country, value: new AttributeValue({ printableString: 'CN' }) }),
    ]),
    ...(operatorId === undefined ? [] : [part(userId, operatorId)]),
    part(commonName, name),
  ])

const textIn = (name: Name, type: string): string | undefined =>
  name
    .flatMap((parts) => [...parts])
    .find((attribute) => attribute.type === type)
    ?.value.toString()

export function subjectIn(name: Name): Subject {
  const operatorId = textIn(name, userId)
  return { name: textIn(name, commonName) ?? '', ...(operatorId === undefined ? {} : { operatorId }) }
}
