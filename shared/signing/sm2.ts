import { sm2 } from 'sm-crypto-v2'

export interface KeyPair {
  /** 32 bytes in hex. */
  readonly privateKey: string
  /** Uncompressed point in hex, leading 04. */
  readonly publicKey: string
}

/** Order of the SM2 curve (GB/T 32918.5). */
const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')

/** Z over the default identity of GM/T 0009, digest by SM3. */
const standard = { hash: true, der: false } as const

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const inRange = (hex: string) => BigInt(`0x${hex}`) > 0n && BigInt(`0x${hex}`) < order

/** A fresh SM2 key pair from the system's random source. */
export const generateKeyPair = (): KeyPair => sm2.generateKeyPairHex()

/** The public half of a private key. */
export const publicKeyOf = (privateKey: string): string => sm2.getPublicKeyFromPrivateKey(privateKey)

/** SM2 signature r‖s in hex over bytes (GB/T 32918.2 with Z and SM3). */
export const signBytes = (bytes: Uint8Array, { privateKey, publicKey }: KeyPair): string =>
  sm2.doSignature(bytes, privateKey, { ...standard, publicKey })

/** Whether the signature over bytes was made with the private half of that key. Never throws; both are hex. */
export function verifyBytes(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  try {
    const halves = [signature.slice(0, 64), signature.slice(64)]
    return halves.every(inRange) && sm2.doVerifySignature(bytes, signature, publicKey, standard)
  } catch {
    // A point that isn't on the curve, or text that isn't hex: nobody signed with that.
    return false
  }
}

/** As `signBytes`, over the 32 bytes of a seal in hex. */
export const signSeal = (seal: string, key: KeyPair): string => signBytes(bytesOf(seal), key)

/** As `verifyBytes`, over the 32 bytes of a seal in hex. */
export const verifySeal = (seal: string, signature: string, publicKey: string): boolean =>
  verifyBytes(bytesOf(seal), signature, publicKey)
