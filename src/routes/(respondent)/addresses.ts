/** Somewhere in an interview, as the workflows say it. */
type Place =
	| { readonly kind: 'page'; readonly page: number }
	| { readonly kind: 'check' }
	| { readonly kind: 'intro' }
	| { readonly kind: 'thanks' };

/** The address of a place in a survey. It tells the number of a page and never what the page asks. */
export function addressOf(survey: string, place: Place): string {
	switch (place.kind) {
		case 'page':
			return `/s/${survey}/${place.page}`;
		case 'check':
			return `/s/${survey}/check`;
		case 'intro':
			return `/s/${survey}`;
		case 'thanks':
			return `/s/${survey}/thanks`;
	}
}
