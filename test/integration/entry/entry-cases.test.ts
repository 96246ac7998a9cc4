import { describeLocalEntry } from '../../cases/entry-cases.ts';
import { openDemo } from '../../support/conformance-demo.ts';

describeLocalEntry(openDemo);
