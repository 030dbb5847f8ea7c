/** What every query passes through on its way to either database. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type PrimitiveValueListNode,
  type ValueNode,
} from 'kysely';

/** A text without its NULs; anything else as it is. */
export function clean(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}

class NulRemover extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...node, value: clean(node.value) };
  }
  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(clean) };
  }
}

/** PostgreSQL takes no NUL in a text: people's pasted texts lose theirs on both. */
export function withoutNul(): KyselyPlugin {
  const remover = new NulRemover();
  return {
    transformQuery: ({ node, queryId }) => remover.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
}

const inside = new AsyncLocalStorage<{ over: boolean }>();

/** Runs the work of a transaction, so that the store's own records refuse to be used meanwhile. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const transaction = { over: false };
  try {
    return await inside.run(transaction, work);
  } finally {
    transaction.over = true;
  }
}

/**
 * Inside `transact`, the store's own records would wait for the connection that the transaction holds, for ever on
 * SQLite: this says so instead.
 */
export function refuseInsideTransaction(): KyselyPlugin {
  return {
    transformQuery({ node }) {
      refuse();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** The same for queries that are compiled already, and pass no plugin. */
export function refuseWithin({ isTransaction }: { isTransaction: boolean }): void {
  if (!isTransaction) refuse();
}

function refuse(): void {
  const transaction = inside.getStore();
  if (transaction && !transaction.over)
    throw new Error('Inside transact, use the records that it gives you, not the store’s own.');
}
