import { describe, expect, it } from 'vitest';
import { IdentityMode, SampleType, invitationDays } from '#core/fieldwork/index.ts';
import { day, noticeFor, number, wordsIn } from '#ui/words/index.ts';

/** Every path to a word in a catalogue. */
function paths(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`));
}

describe('the interface catalogue', () => {
	it('has the same words in Gaelic as in English, down to each line of a notice', () => {
		expect(paths(wordsIn('gd'))).toEqual(paths(wordsIn('en')));
	});

	it('leaves nothing empty', () => {
		for (const language of ['en', 'gd']) {
			const empty = JSON.stringify(wordsIn(language)).match(/:"\s*"/g);
			expect(empty).toBeNull();
		}
	});

	it('is in English for a language it does not have', () => {
		expect(wordsIn('fr')).toBe(wordsIn('en'));
	});

	it('writes days and numbers as the language does (CLDR)', () => {
		expect(day('en', '2027-05-03')).toBe('3 May 2027');
		expect(day('gd', '2027-05-03')).toMatch(/ dhen Chèitean 2027$/);
		expect(number('en', 12000.5)).toBe('12,000.5');
	});

	it('says how far along one is', () => {
		expect(wordsIn('en').progress({ number: 6, about: 20 })).toBe('Question 6 of about 20');
	});
});

describe('the privacy notice', () => {
	it.each(IdentityMode.options)(
		'of a wave that is %s promises anonymity only when nothing joins answers to people',
		(mode) => {
			const notice = noticeFor(wordsIn('en'), { identityMode: mode, sampleType: 'open-link' }).join(' ');
			const promises = /answers are anonymous/.test(notice);
			expect(promises).toBe(mode === 'anonymous' || mode === 'anonymous-with-token');
			expect(/linked to your/.test(notice)).toBe(mode === 'confidential' || mode === 'panel');
		},
	);

	it.each(['en', 'gd'])(
		'in %s says where people hold a link when that is deleted, and promises it nowhere else',
		(language) => {
			for (const identityMode of IdentityMode.options) {
				const notice = noticeFor(wordsIn(language), { identityMode, sampleType: 'partner-list' }).join(' ');
				expect(new RegExp(` ${invitationDays} (days|latha) `).test(notice), identityMode).toBe(
					identityMode !== 'anonymous',
				);
			}
		},
	);

	it('says how respondents were found', () => {
		for (const sampleType of SampleType.options) {
			const notice = noticeFor(wordsIn('en'), { identityMode: 'anonymous', sampleType });
			expect(notice.at(-1)).toBe(wordsIn('en').found[sampleType]);
		}
	});
});
