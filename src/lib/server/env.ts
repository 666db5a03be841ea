import { z } from 'zod';
import { NamedAddress } from './mail/address.ts';
import { SmtpAddress } from './mail/smtp-server.ts';

/** Lines of `.env.example` come from these sentences, and so does the message when a value is wrong. */
const expected = {
	PORT: 'a port number from 0 to 65535',
	HOST: 'an address of this machine to listen on, such as 127.0.0.1 (this machine only) or 0.0.0.0 (everyone)',
	ORIGIN: 'the address that people type, as http://host or https://host with an optional :port and no path',
	SHUTDOWN_TIMEOUT: 'whole seconds that open requests may take after a stop is asked for',
	SOUNDINGS_DATA: 'the folder for the database and its keys',
	SOUNDINGS_SURVEYS: 'the folder of instrument files that are loaded at every start',
	SOUNDINGS_SECRET: 'at least 32 characters that nobody else knows',
	SOUNDINGS_LOG_LEVEL: 'one of silent, fatal, error, warn, info, debug, trace',
	SOUNDINGS_ORGANISATION: 'the name of who runs the surveys here, as the privacy notice gives it',
	SOUNDINGS_CONTACT: 'how to reach them about a survey (an e-mail address, telephone number or web address)',
	SOUNDINGS_WORKERS: 'how many processes answer requests, a whole number from 1 to 64',
	SOUNDINGS_BACKUP_PASSPHRASE: 'at least 16 characters, by which backups are encrypted and opened again',
	SOUNDINGS_SMTP_URL:
		'the mail server as smtp://user:password@host:587, or smtps://… where it is encrypted from the start',
	SOUNDINGS_MAIL_FROM:
		'the address that e-mail comes from, such as Surveys <surveys@example.org>, as a mail server needs one',
	SOUNDINGS_MAIL_PER_MINUTE: 'how many e-mails leave in a minute, a whole number from 1 to 6000',
	SOUNDINGS_NOTIFY_KEY: 'an API key of GOV.UK Notify; either Notify or a mail server, not both',
	SOUNDINGS_NOTIFY_TEMPLATE:
		'the id of a template in Notify whose subject is ((subject)) and whose message is ((body)), as Notify needs one',
	SOUNDINGS_NOTIFY_URL: 'the address of the API of Notify',
	SOUNDINGS_DEMO: '1 to load the demonstration, or 0',
} as const;

const words = z.string().trim().min(1).max(300);

const Settings = z.object({
	PORT: z
		.string()
		.regex(/^\d{1,5}$/)
		.transform(Number)
		.pipe(z.number().max(65535))
		.default(3000),
	HOST: words.regex(/^[\w.:-]+$/).default('0.0.0.0'),
	ORIGIN: z
		.url({ protocol: /^https?$/ })
		.refine(hasNoPath)
		.transform(originOf)
		.optional(),
	SHUTDOWN_TIMEOUT: z.string().regex(/^\d+$/).transform(Number).default(30),
	SOUNDINGS_DATA: words.default('./data'),
	SOUNDINGS_SURVEYS: words.default('./surveys'),
	SOUNDINGS_SECRET: z.string().min(32).optional(),
	SOUNDINGS_LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
	SOUNDINGS_ORGANISATION: words.default('an organisation that has not given its name yet'),
	SOUNDINGS_CONTACT: words.default('no contact has been given yet'),
	SOUNDINGS_WORKERS: z
		.string()
		.regex(/^[1-9]\d?$/)
		.transform(Number)
		.pipe(z.number().max(64))
		.default(1),
	SOUNDINGS_BACKUP_PASSPHRASE: z.string().min(16).optional(),
	SOUNDINGS_SMTP_URL: SmtpAddress.optional(),
	SOUNDINGS_MAIL_FROM: NamedAddress.optional(),
	SOUNDINGS_MAIL_PER_MINUTE: z
		.string()
		.regex(/^[1-9]\d{0,3}$/)
		.transform(Number)
		.pipe(z.number().max(6000))
		.default(60),
	SOUNDINGS_NOTIFY_KEY: z
		.string()
		.regex(/^[\w-]*[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)
		.optional(),
	SOUNDINGS_NOTIFY_TEMPLATE: z.guid().optional(),
	SOUNDINGS_NOTIFY_URL: z.url({ protocol: /^https?$/ }).default('https://api.notifications.service.gov.uk'),
	SOUNDINGS_DEMO: z
		.enum(['0', '1'])
		.default('0')
		.transform((flag) => flag === '1'),
});

const Env = Settings.superRefine((settings, context) => {
	const wrong = (name: keyof typeof expected) => void context.addIssue({ code: 'custom', path: [name] });
	if (settings.SOUNDINGS_SMTP_URL !== undefined && settings.SOUNDINGS_MAIL_FROM === undefined)
		wrong('SOUNDINGS_MAIL_FROM');
	if (settings.SOUNDINGS_NOTIFY_KEY === undefined) return;
	if (settings.SOUNDINGS_NOTIFY_TEMPLATE === undefined) wrong('SOUNDINGS_NOTIFY_TEMPLATE');
	if (settings.SOUNDINGS_SMTP_URL !== undefined) wrong('SOUNDINGS_NOTIFY_KEY');
}).transform((settings) => ({
	...settings,
	ORIGIN: settings.ORIGIN ?? `http://localhost:${settings.PORT}`,
}));

/** The settings of this process, parsed; ORIGIN is a bare origin such as `https://surveys.example.org`. */
export type Env = z.infer<typeof Env>;

/** Every variable that is read, with what it has to be. */
export const settings: readonly { name: string; expected: string }[] = Object.entries(expected).map(
	([name, sentence]) => ({ name, expected: sentence }),
);

/**
 * Reads the settings from the environment. Variables that are empty count as not set.
 * A wrong value, or a SOUNDINGS_ name that does not exist, yields one line that names the variable, says what is wrong
 * with it and what is expected; a secret value is never repeated.
 */
export function readEnv(
	source: Readonly<Record<string, string | undefined>>,
): { kind: 'ok'; env: Env } | { kind: 'invalid'; lines: string[] } {
	const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
	const unknown = Object.keys(given).filter(isMisspelt);
	const parsed = Env.safeParse(given);
	const wrong = parsed.success ? [] : [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
	const lines = [
		...settings
			.filter(({ name }) => wrong.includes(name))
			.map((setting) => `${setting.name} is ${shown(setting.name, given)}; expected ${setting.expected}.`),
		...unknown.map(
			(name) => `${name} is not a setting; expected one of ${settings.map((setting) => setting.name).join(', ')}.`,
		),
	];
	return parsed.success && lines.length === 0 ? { kind: 'ok', env: parsed.data } : { kind: 'invalid', lines };
}

function shown(name: string, given: Readonly<Record<string, string | undefined>>): string {
	const value = given[name] ?? '';
	return secretSettings.has(name) ? `${value.length} characters long` : `“${value.slice(0, 80)}”`;
}

/** A mail server's address may hold its password. */
const secretSettings: ReadonlySet<string> = new Set([
	'SOUNDINGS_SECRET',
	'SOUNDINGS_BACKUP_PASSPHRASE',
	'SOUNDINGS_SMTP_URL',
	'SOUNDINGS_NOTIFY_KEY',
]);

/** SOUNDINGS_BUILD is read by the launcher, SOUNDINGS_WORKER_… by workers that it starts, SOUNDINGS_TEST_… by tests. */
function isMisspelt(name: string): boolean {
	const known = name in expected || name === 'SOUNDINGS_BUILD' || /^SOUNDINGS_(TEST|WORKER)_/.test(name);
	return name.startsWith('SOUNDINGS_') && !known;
}

function hasNoPath(address: string): boolean {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	return url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

function originOf(address: string): string {
	return new URL(address).origin;
}
