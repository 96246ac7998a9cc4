import { describeConformance } from '../../conformance/conformance.ts';
import { openDemo } from '../../support/conformance-demo.ts';

describeConformance(openDemo);
