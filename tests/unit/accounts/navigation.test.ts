import { describe, expect, it } from 'vitest';
import { navigation } from '../../../src/lib/ui/staff/navigation.ts';

describe('the navigation of staff pages', () => {
	it('lists the pages of the survey in view and marks the page that is shown', () => {
		const survey = { survey: 'counterfeit-goods', title: 'Counterfeit goods' };
		const { before, ofSurvey, after } = navigation({
			path: '/analyse/counterfeit-goods/changes',
			survey,
			administrator: true,
		});
		expect(before).toEqual([
			{ href: '/analyse', label: 'Surveys', current: false },
			{ href: '/author', label: 'Studio', current: false },
			{ href: '/fieldwork', label: 'Fieldwork', current: false },
		]);
		expect(ofSurvey.slice(0, 2)).toEqual([
			{ href: '/analyse/counterfeit-goods', label: 'Trend', current: false },
			{ href: '/analyse/counterfeit-goods/changes', label: 'Changes', current: true },
		]);
		expect(after).toEqual([
			{ href: '/account', label: 'Your account', current: false },
			{ href: '/admin', label: 'Administration', current: false },
		]);
	});

	it('lists no survey on a page that is about none', () => {
		expect(navigation({ path: '/admin', survey: undefined, administrator: true }).ofSurvey).toEqual([]);
	});

	it('leads nobody to a page that they may not open', () => {
		const { after } = navigation({ path: '/analyse', survey: undefined, administrator: false });
		expect(after.map(({ href }) => href)).toEqual(['/account']);
	});
});
