import { bankOf, searchBank } from '#core/authoring/index.ts';
import type { AskedVersion, Bank, BankEntry, BankSearch } from '#core/authoring/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { authorise } from '../../accounts/authorise.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { findInstrument, listAllWaves, listVersions } from '../../storage/index.ts';
import { hasAsked } from './fielded.ts';
import { standardItems } from './standard-items.ts';

/** A question as a list shows it. */
export interface FoundQuestion extends Pick<Question, 'kind' | 'sensitivity' | 'construct'> {
	readonly id: string;
	/** Of a standard item. */
	readonly title: string | null;
	readonly template: boolean;
	readonly text: string;
	/** The surveys that ask it, and in how many waves they have; for a response scale those that ask something by it. */
	readonly surveys: readonly string[];
	readonly waves: number;
}

/** What of the bank a page lists. */
export interface FoundQuestions {
	readonly questions: readonly FoundQuestion[];
	/** How many fit altogether, and the part of them that is shown, counted from 1. */
	readonly total: number;
	readonly page: number;
	readonly pages: number;
	/** The surveys whose questions the asker may see, by title. */
	readonly surveys: readonly { readonly survey: string; readonly title: string }[];
	/** Why there are no standard items, if that is so. */
	readonly problem: string | null;
}

const onAPage = 20;

/** The questions that fit what is looked for, a page of them. A page past the last is the last. */
export async function searchQuestionBank(
	site: Site,
	args: { search: BankSearch; page: number },
): Promise<FoundQuestions> {
	const bank = await questionBank(site);
	const found = searchBank(bank, args.search);
	const pages = Math.max(1, Math.ceil(found.length / onAPage));
	const page = Math.min(Math.max(1, args.page), pages);
	const titles = new Map(
		bank.entries.flatMap(({ survey, surveyTitle }) => (survey === null ? [] : [[survey, surveyTitle]])),
	);
	return {
		questions: found.slice((page - 1) * onAPage, page * onAPage).map(asListed),
		...{ total: found.length, page, pages },
		surveys: [...titles]
			.map(([survey, title]) => ({ survey, title: title ?? survey }))
			.toSorted((a, b) => a.title.localeCompare(b.title, 'en')),
		problem: standardItems(site).problem,
	};
}

function asListed({ id, question, standard, uses }: BankEntry): FoundQuestion {
	const { kind, sensitivity, construct, text } = question;
	const waves = uses.flatMap(({ survey, waves: asked }) => asked.map(({ label }) => `${survey} ${label}`));
	return {
		...{ id, kind, sensitivity, construct, text: plainText(say(text, 'en')) },
		...{ title: standard?.title ?? null, template: standard?.template ?? false },
		surveys: [...new Set(uses.map(({ surveyTitle }) => surveyTitle))],
		waves: new Set(waves).size,
	};
}

interface Remembered {
	readonly stamp: string;
	readonly bank: Bank;
}

/** Few: those with a part in the same surveys share one. */
const mostBanks = 12;
const bySite = new WeakMap<Storage, Map<string, Remembered>>();

/**
 * The question bank as the asker may see it: standard items, and every question of every version of the surveys that they
 * may see. Put together anew when a version is published or a wave changes.
 */
export async function questionBank(site: Site): Promise<Bank> {
	demand(site, 'see', { kind: 'surveys' });
	const { reader } = site.storage;
	const versions = (await listVersions(reader)).filter(({ survey }) => maySee(site, survey));
	const key = [...new Set(versions.map(({ survey }) => survey))].join(' ');
	const stamp = [reader.wavesStamp(), ...versions.map(({ sha256 }) => sha256)].join(' ');
	const banks = bySite.get(site.storage) ?? new Map<string, Remembered>();
	bySite.set(site.storage, banks);
	const before = banks.get(key);
	const remembered = before?.stamp === stamp ? before : { stamp, bank: await put(site, versions) };
	banks.delete(key);
	banks.set(key, remembered);
	for (const oldest of banks.keys()) {
		if (banks.size <= mostBanks) break;
		banks.delete(oldest);
	}
	return remembered.bank;
}

async function put(site: Site, versions: readonly { survey: string; version: number }[]): Promise<Bank> {
	const { reader } = site.storage;
	const waves = (await listAllWaves(reader)).filter(({ state }) => hasAsked[state]);
	const asked: AskedVersion[] = [];
	for (const { survey, version } of versions) {
		const instrument = await findInstrument(reader, { survey, version });
		if (instrument === undefined) continue;
		const own = waves.filter((wave) => wave.survey === survey && wave.instrumentVersion === version);
		asked.push({
			instrument,
			waves: own.map(({ label, origin }) => ({ label: plainText(label), simulated: origin === 'simulated' })),
		});
	}
	return bankOf(standardItems(site).items, asked);
}

/** Who may only field a survey sees neither its results nor its drafts, and so not its questions here. */
function maySee({ asker }: Site, survey: string): boolean {
	return asker === null || authorise(asker, 'see', { kind: 'survey', survey }).kind === 'allowed';
}
