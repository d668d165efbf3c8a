import type { Spec } from '../spec.ts';
import { items, type Cmdlet } from './items.ts';
import { cloud, system } from './system.ts';
import { web } from './web.ts';

const known: Readonly<Record<string, Cmdlet>> = { ...items, ...system, ...web };

/** Cmdlets that destroy what a cloud holds, by their noun's prefix (Az, AWS.Tools). */
const destroysCloud =
  /^(?:remove|stop|clear)-(?:az|azurerm|ec2|s3|rds|ddb|lm|cfn|iam|ecs|eks|asg|elb|sqs|sns|r53|gcs|gce|gk)[a-z]+/i;

/** The knowledge of a cmdlet by its name; empty where none is known. */
export function cmdletSpecs(name: string): readonly Spec[] {
  const lower = name.toLowerCase();
  const read = Object.hasOwn(known, lower) ? known[lower] : destroysCloud.test(name) ? cloud : undefined;
  return read === undefined ? [] : [{ names: [lower], syntax: { style: 'long-dash' }, read }];
}
