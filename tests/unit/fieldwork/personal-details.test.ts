import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalDetails, masked } from '#core/fieldwork/index.ts';

const hidden = (text: string) => masked(text, findPersonalDetails(text));

describe('what may tell who somebody is', () => {
	it.each([
		['write to jo.bloggs@example.org please', 'write to [e-mail] please'],
		['JO_B+x@MAIL.example.co.uk.', '[e-mail].'],
		['siân@exämple.org', '[e-mail]'],
		['jo (at) example (dot) com', '[e-mail]'],
		['jo at example dot com', '[e-mail]'],
		['see https://example.org/me?id=3 or www.example.org', 'see [web address] or [web address]'],
		['facebook.com/jo.bloggs77', '[web address]'],
		['follow @jo_bloggs there', 'follow [web address] there'],
		['ring 0131 496 0123, after six', 'ring [telephone], after six'],
		['ring (0131) 496-0123', 'ring [telephone]'],
		['07700 900123', '[telephone]'],
		['+44 7700 900 123!', '[telephone]!'],
		['+44 (0)131 496 0123', '[telephone]'],
		['7700900123', '[telephone]'],
		['I live at EH1 1YZ', 'I live at [postcode]'],
		['g12 8qq and SW1A1AA', '[postcode] and [postcode]'],
		['QQ is none but AB 12 34 56 C is', 'QQ is none but [National Insurance number] is'],
		['ab123456c', '[National Insurance number]'],
		['943 476 5919', '[health number]'],
		['my CHI number is 010180 1234', 'my CHI number is [health number]'],
		['NHS number 9434765919', 'NHS number [health number]'],
		['my name is Jo Bloggs and I', 'my name is [name] and I'],
		['My name’s jo', 'My name’s [name]'],
		['my name is Ludwig van der Berg.', 'my name is [name].'],
		['a man called Seumas MacDhòmhnaill sold it', 'a man called [name] sold it'],
		['he was called Seumas MacDhòmhnaill then', 'he was called [name] then'],
		['Is mise Màiri NicLeòid', 'Is mise [name]'],
		['I told Mrs. O’Neil of it', 'I told Mrs. [name] of it'],
		['my wife’s name is Anne-Marie', 'my wife’s name is [name]'],
		['at 12 Acacia Avenue, near', 'at [address], near'],
		['12a high street', '[address]'],
		['3/2, 14 Queen Margaret Dr', '3/2, [address]'],
		['flat 2/1 above the shop', '[address] above the shop'],
		['a van, SF19 ABC, was there', 'a van, [vehicle], was there'],
		['sf19abc', '[vehicle]'],
		['a Volvo P612 KLM', 'a Volvo [vehicle]'],
		['the old ABC 123D', 'the old [vehicle]'],
	])('masks %j', (text, expected) => expect(hidden(text)).toBe(expected));

	it.each([
		'nothing of the kind',
		'I paid £1,000,000 for 0.25 of it',
		'from 2019-2020 and on 07/09/2024 at 10:30',
		'at 3 @ the shop',
		'bought from amazon.co.uk',
		'I took the M8 5pm train',
		'take the A9 2nd exit',
		'THE A9 AND M8 ARE BUSY',
		'order 1234567890 came late',
		'ISO 27001 and B2B',
		'my name is not important',
		'my name is on the list',
		'3 men in the street',
		'20 years down the road',
		'10 different ways',
		'COVID 19 and 5G, 4K, MP3',
		'I rate it 10 out of 10',
		'section 12 of the Act 1998',
		'open 24/7, 365 days',
		'the doctor said so',
		'he called twice and named no one',
		'1 in 4 people; 2 or 3 times a week',
	])('leaves %j alone', (text) => expect(hidden(text)).toBe(text));

	it('finds nothing in what it has masked, whatever stood around it', () => {
		const details = [
			'jo@example.org',
			'0131 496 0123',
			'EH1 1YZ',
			'my name is Jo Bloggs',
			'12 Acacia Avenue',
			'SF19 ABC',
		];
		const words = fc.oneof(fc.constantFrom(...details), fc.lorem({ maxCount: 4 }));
		fc.assert(
			fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
				const text = parts.join('; ');
				const once = hidden(text);
				for (const detail of details) expect(once).not.toContain(detail);
				expect(findPersonalDetails(once)).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});

	it('takes little time over a long text of one letter, digit or space', () => {
		const began = performance.now();
		for (const one of ['a', 'A', '1', ' ', '@', 'a.', '0 ', 'Mr A ', '1 Aa '])
			findPersonalDetails(one.repeat(4000).slice(0, 4000));
		expect(performance.now() - began).toBeLessThan(1000);
	});
});
