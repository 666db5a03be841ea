import { coverage } from './coverage.bench.ts';
import { print } from './report.ts';
print(await coverage());
