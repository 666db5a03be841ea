import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Site } from '../../site.ts';
import { findDestroyableKey, settleDestroyableKey } from '../../storage/index.ts';

const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

/**
 * The key of a purpose, 32 random bytes made when first asked for and stored under the site's secret; undefined once it is
 * destroyed, after which nothing that it sealed or hashed can be opened or made again.
 */
export async function destroyableKey(site: Site, purpose: string): Promise<Buffer | undefined> {
	const { reader, writer } = site.storage;
	const key =
		(await findDestroyableKey(reader, { purpose })) ??
		(await settleDestroyableKey(writer, {
			purpose,
			sealed: sealWith(site, site.secrets.keyFor('destroyable-keys'), purpose, site.random.bytes(keyBytes)),
			madeOn: site.clock.today(),
		}));
	return key.sealed === null ? undefined : unsealKey(site, purpose, key.sealed);
}

/** A key as it is stored, opened with the site's secret. */
export function unsealKey({ secrets }: Pick<Site, 'secrets'>, purpose: string, sealed: Buffer): Buffer {
	return unsealWith(secrets.keyFor('destroyable-keys'), purpose, sealed);
}

/** Encrypts with AES-256-GCM under a fresh nonce; `boundTo` has to be given again to open it. */
export function sealWith(site: Pick<Site, 'random'>, key: Buffer, boundTo: string, plain: Buffer): Buffer {
	const nonce = site.random.bytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
	return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens the same; throws where key or binding is another, or a byte was changed. */
export function unsealWith(key: Buffer, boundTo: string, sealed: Buffer): Buffer {
	const nonce = sealed.subarray(0, nonceBytes);
	const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(sealed.length - tagBytes));
	return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
}
