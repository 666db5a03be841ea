import { z } from 'zod';
import { putOnRecord } from '../on-record.ts';
import type { Site } from '../site.ts';
import { authOf } from './auth.ts';
import type { StaffUser } from './authorise.ts';
import { qrCodeOf, type QrCode } from './qr-code.ts';
import { cookiesIn, type SessionCookie } from './session.ts';

/** What an authenticator app needs, and the codes that let its owner in once each where it is lost. Shown once. */
export interface OfferedFactor {
	/** otpauth:// address, for a link on the phone itself; the QR code says the same. */
	readonly uri: string;
	readonly qr: QrCode;
	/** The same secret in base32, to be typed. */
	readonly secret: string;
	readonly recoveryCodes: readonly string[];
}

type With = { readonly cookie: string | null };

const Enabled = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** Offers a second factor to whoever knows the password of their session. It counts from {@link confirmFactor} on. */
export async function offerFactor(
	site: Site,
	args: With & { readonly password: string },
): Promise<
	{ readonly kind: 'offered'; readonly factor: OfferedFactor } | { readonly kind: 'wrong' | 'there-already' }
> {
	const auth = await authOf(site);
	const called = await outcomeOf(() =>
		auth.api.enableTwoFactor({ body: { password: args.password }, headers: headersOf(args) }),
	);
	if (called.kind === 'refused') return { kind: called.code === 'TOTP_ALREADY_ENABLED' ? 'there-already' : 'wrong' };
	const { totpURI, backupCodes } = Enabled.parse(called.value);
	const secret = new URL(totpURI).searchParams.get('secret') ?? '';
	const qr = await qrCodeOf(totpURI);
	return { kind: 'offered', factor: { uri: totpURI, qr, secret, recoveryCodes: backupCodes } };
}

/** Puts the offered second factor in force: a code of the app shows that it has arrived there. */
export async function confirmFactor(
	site: Site,
	args: With & { readonly user: StaffUser; readonly code: string },
): Promise<{ readonly kind: 'confirmed'; readonly cookies: readonly SessionCookie[] } | { readonly kind: 'wrong' }> {
	const auth = await authOf(site);
	const called = await outcomeOf(() =>
		auth.api.verifyTOTP({ body: { code: digits(args.code) }, headers: headersOf(args), returnHeaders: true }),
	);
	if (called.kind === 'refused') return { kind: 'wrong' };
	await noted(site, args.user, 'account.second-factor-set');
	return { kind: 'confirmed', cookies: await cookiesIn(called.value.headers) };
}

/** Takes the second factor off one's own account. */
export async function dropFactor(
	site: Site,
	args: With & { readonly user: StaffUser; readonly password: string },
): Promise<{ readonly kind: 'dropped'; readonly cookies: readonly SessionCookie[] } | { readonly kind: 'wrong' }> {
	const auth = await authOf(site);
	const called = await outcomeOf(() =>
		auth.api.disableTwoFactor({ body: { password: args.password }, headers: headersOf(args), returnHeaders: true }),
	);
	if (called.kind === 'refused') return { kind: 'wrong' };
	await noted(site, args.user, 'account.second-factor-dropped');
	return { kind: 'dropped', cookies: await cookiesIn(called.value.headers) };
}

/**
 * Opens the session of somebody whose password was right, by a code of their app or by a recovery code, which is used up.
 * *over*: the five tries or the ten minutes are, and the password has to be given again.
 */
export async function giveSecondFactor(
	site: Site,
	args: With & { readonly code: string },
): Promise<
	{ readonly kind: 'signed-in'; readonly cookies: readonly SessionCookie[] } | { readonly kind: 'wrong' | 'over' }
> {
	const auth = await authOf(site);
	const headers = headersOf(args);
	const typed = digits(args.code);
	const called = await outcomeOf(() =>
		/^\d{6}$/.test(typed)
			? auth.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true })
			: auth.api.verifyBackupCode({ body: { code: args.code.trim() }, headers, returnHeaders: true }),
	);
	if (called.kind === 'called') return { kind: 'signed-in', cookies: await cookiesIn(called.value.headers) };
	return { kind: called.code === 'INVALID_CODE' || called.code === 'INVALID_BACKUP_CODE' ? 'wrong' : 'over' };
}

async function noted(site: Site, user: StaffUser, action: string): Promise<void> {
	await putOnRecord(site, user, { action, object: `account ${user.email}` });
}

/** A code as apps show it, in groups or not. */
function digits(code: string): string {
	return code.replaceAll(/\s/g, '');
}

function headersOf({ cookie }: With): Headers {
	return new Headers(cookie === null ? {} : { cookie });
}

/** What the library answered, or the code by which it refused. */
async function outcomeOf<T>(
	call: () => Promise<T>,
): Promise<{ readonly kind: 'called'; readonly value: T } | { readonly kind: 'refused'; readonly code: string }> {
	const { isAPIError } = await import('better-auth/api');
	try {
		return { kind: 'called', value: await call() };
	} catch (error) {
		if (!isAPIError(error) || error.statusCode >= 500) throw error;
		return { kind: 'refused', code: String(error.body?.code ?? '') };
	}
}
