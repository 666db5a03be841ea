import { createHmac } from 'node:crypto';
import type { Site } from '../../site.ts';

/**
 * By what an address is known again in other waves and among those who opted out: a keyed hash of it, in which case and the
 * spaces around it do not matter. Without the site's secret nobody can tell whether an address they have is among them.
 */
export function contactHash({ secrets }: Pick<Site, 'secrets'>, email: string): Buffer {
	return createHmac('sha256', secrets.keyFor('contacts')).update(normalised(email)).digest();
}

function normalised(email: string): string {
	return email.normalize('NFC').trim().toLowerCase();
}
