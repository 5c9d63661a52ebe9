/**
 * The requirements of Kantara's Consent Receipt Specification 1.1.0 for a receipt in JSON (sections 4.3 to 4.8), as a
 * JSON Schema in our own words: required members, their types, and which must not be empty.
 */
const text = { type: 'string', minLength: 1 }
const texts = { type: 'array', items: text }
const listOf = (items: object) => ({ type: 'array', minItems: 1, items })
const all = (properties: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
})

const address = all(
  {},
  { streetAddress: text, addressLocality: text, postalCode: text, addressCountry: text },
)

const controller = all(
  { piiController: text, contact: text, address, email: { ...text, format: 'email' }, phone: text },
  { onBehalf: { type: 'boolean' }, piiControllerUrl: { ...text, format: 'uri' } },
)

const disclosed = { thirdPartyDisclosure: { const: true }, thirdPartyName: text }
const undisclosed = { thirdPartyDisclosure: { const: false } }

const purpose = {
  ...all(
    {
      consentType: { enum: ['EXPLICIT', 'IMPLICIT'] },
      purposeCategory: texts,
      piiCategory: texts,
      termination: text,
      thirdPartyDisclosure: { type: 'boolean' },
    },
    { purpose: text, primaryPurpose: { type: 'boolean' } },
  ),
  oneOf: [all(undisclosed), all(disclosed)],
}

export const kantaraSchema = {
  ...all(
    {
      version: { const: 'KI-CR-v1.1.0' },
      jurisdiction: text,
      consentTimestamp: { type: 'integer', minimum: 0 },
      collectionMethod: text,
      consentReceiptID: text,
      piiPrincipalId: text,
      piiControllers: listOf(controller),
      policyUrl: { ...text, format: 'uri' },
      services: listOf(all({ service: text, purposes: listOf(purpose) })),
      sensitive: { type: 'boolean' },
      spiCat: texts,
    },
    { language: text, publicKey: text },
  ),
}
