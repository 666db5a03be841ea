import { describe, expect, it } from 'vitest';
import { eventFrom, placeOf } from '../../../src/lib/core/trends/index.ts';

const typed = { title: 'A campaign', startsOn: '2012-03-01', endsOn: '2012-05-31', source: 'Its report' };

describe('an event that is typed', () => {
	it.each([
		[{ endsOn: '2012-02-29' }, [{ field: 'endsOn', kind: 'ends-before-it-starts' }]],
		[
			{ startsOn: '', endsOn: 'May' },
			[
				{ field: 'startsOn', kind: 'missing' },
				{ field: 'endsOn', kind: 'not-a-day' },
			],
		],
		[{ startsOn: '1 March 2012' }, [{ field: 'startsOn', kind: 'not-a-day' }]],
		[
			{ title: 'x'.repeat(121), source: ' ' },
			[
				{ field: 'title', kind: 'too-long', most: 120 },
				{ field: 'source', kind: 'missing' },
			],
		],
	])('with %j is refused with what is wrong', (wrong, problems) => {
		expect(eventFrom({ ...typed, ...wrong })).toEqual({ kind: 'refused', problems });
	});

	it('has no last day when that is its first', () => {
		expect(eventFrom({ ...typed, endsOn: typed.startsOn })).toMatchObject({ kind: 'event', event: { endsOn: null } });
	});
});

describe('the place of an event among waves', () => {
	const waves = [
		{ id: 1, opensOn: '2010-03-01', closesOn: '2010-04-01' },
		{ id: 2, opensOn: '2012-05-01', closesOn: null },
		{ id: 3, opensOn: null, closesOn: null },
		{ id: 4, opensOn: '2014-03-01', closesOn: '2014-04-01' },
	];
	it.each([
		['2009-01-01', null, { kind: 'between', after: null, before: waves[0] }],
		['2010-04-01', null, { kind: 'during', waves: [waves[0]] }],
		['2010-05-01', '2012-04-30', { kind: 'between', after: waves[0], before: waves[1] }],
		['2012-05-02', null, { kind: 'between', after: waves[1], before: waves[3] }],
		['2010-01-01', '2015-01-01', { kind: 'during', waves: [waves[0], waves[1], waves[3]] }],
		['2016-01-01', null, { kind: 'between', after: waves[3], before: null }],
	])('from %s to %s is told by the days of fieldwork', (startsOn, endsOn, place) => {
		expect(placeOf({ startsOn, endsOn }, waves)).toEqual(place);
	});
});
