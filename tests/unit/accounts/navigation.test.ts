import { describe, expect, it } from 'vitest';
import { navigation } from '../../../src/lib/ui/staff/navigation.ts';

describe('the navigation of staff pages', () => {
	it('lists the pages of the survey in view and marks the page that is shown', () => {
		const survey = { survey: 'counterfeit-goods', title: 'Counterfeit goods' };
		expect(navigation({ path: '/analyse/counterfeit-goods', survey })).toEqual({
			before: [{ href: '/analyse', label: 'Surveys', current: false }],
			ofSurvey: [{ href: '/analyse/counterfeit-goods', label: 'Trend', current: true }],
			after: [{ href: '/admin', label: 'Administration', current: false }],
		});
	});

	it('lists no survey on a page that is about none', () => {
		expect(navigation({ path: '/admin', survey: undefined }).ofSurvey).toEqual([]);
	});
});
