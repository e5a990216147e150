import { parseCreditCode, type CreditCode } from '../../../schema/credit-code.ts';
import type { MeasureKind } from '../catalogue/catalogue-item.ts';
import { isInForce } from '../state/measure.ts';
import type { MeasuresContext } from './request-context.ts';

interface OrganisationNode {
  readonly creditCode: CreditCode;
}

interface MeasuresOfArguments {
  readonly kind?: MeasureKind | null;
  readonly inForce?: boolean | null;
}

export const organisationResolvers = {
  Organisation: {
    __resolveReference: ({ creditCode }: { readonly creditCode: unknown }): OrganisationNode => ({
      creditCode: parseCreditCode(creditCode).code,
    }),
    async measures(
      { creditCode }: OrganisationNode,
      { kind, inForce }: MeasuresOfArguments,
      { loaders, today }: MeasuresContext,
    ) {
      const measures = await loaders.measuresOf.load(creditCode);
      return measures.filter(
        (measure) =>
          (kind == null || measure.facts.item.kind === kind) &&
          (inForce == null || isInForce(measure, today) === inForce),
      );
    },
  },
};
