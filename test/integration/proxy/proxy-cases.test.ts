import { describeProxy } from '../../cases/proxy-cases.ts';
import { openDemo } from '../../support/conformance-demo.ts';

describeProxy(openDemo);
