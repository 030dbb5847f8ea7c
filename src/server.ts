/** The running server: world, assistant, channels and listening, put together and taken down in order. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { createAssistant } from './assistant/assistant.ts';
import { createWorld } from './assistant/create-world.ts';
import { formSkills } from './assistant/skills/form.ts';
import { ruleOnCalendar } from './assistant/skills/rule-on-calendar.ts';
import { warmUp } from './assistant/warm-up.ts';
import type { Channel, ChannelTools } from './channels/channel.ts';
import { configuredChannels } from './channels/configured.ts';
import { nowInLosAngeles } from './clock.ts';
import type { Settings } from './config/settings.ts';
import { examineDaily } from './doctor/doctor.ts';
import type { Worker } from './escalation/delivery/worker.ts';
import { handleTicket, TICKET } from './escalation/effects.ts';
import { dataKey } from './forms/secret.ts';
import { type HelpDesk, openHelpDesk } from './help-desk.ts';
import { type Keeping, startKeeping } from './keeping.ts';
import type { Log } from './log.ts';
import { openPlanner } from './planner.ts';
import { calendarFiles } from './store/calendar-files.ts';
import { keepTidy } from './tidy-memory.ts';

// Named in an import, node:http also loads its HTTP client, which costs 10 MB and 0.1 s: the server needs none.
const { createServer } = process.getBuiltinModule('node:http');

/** Requests under way may take as long as this before they are cut off. */
const LONGEST_GOODBYE = 10_000;

/** The port is taken, or may not be used; says what to do. */
export class ListenError extends Error {
  readonly code = 'LISTEN';
}

export interface RunningServer {
  /** Such as http://127.0.0.1:3978 */
  address: string;
  /** Accepts nothing new, finishes what is under way, closes the channels. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  settings: Settings;
  log: Log;
  /** Told what takes long at the very first start. */
  progress(what: string): void;
  /** Besides those of the settings, such as the terminal. */
  alsoChannels?(tools: ChannelTools): Channel[];
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let helpDesk: HelpDesk | undefined;
  // Before any message arrives, the desk is there.
  const desk = () => helpDesk!.desk;
  const keeping = await startKeeping(options.settings, options.log, { [TICKET]: handleTicket(desk) });
  try {
    helpDesk = openHelpDesk(options.settings, keeping.store, options.log);
    return await serve(options, keeping, helpDesk);
  } catch (error) {
    await helpDesk?.close();
    await keeping.close();
    throw error;
  }
}

async function serve(
  { settings, log, progress, alsoChannels }: ServerOptions,
  keeping: Keeping,
  helpDesk: HelpDesk,
): Promise<RunningServer> {
  const world = createWorld({ progress });
  const { store } = keeping;
  const { conversations } = store;
  const forms = formSkills(world, {
    drafts: store.drafts,
    calls: store.calls,
    key: dataKey(settings.dataKey),
    asking: helpDesk.asking,
  });
  const rules = await ruleOnCalendar(world, calendarFiles(join(settings.store.dataDir, 'calendars')));
  const planner = openPlanner({
    world,
    store,
    log,
    organization: helpDesk.organization,
    desk: helpDesk.desk,
  });
  const skills = [...forms, rules, helpDesk.skill(world), planner.skill];
  const { recognise } = helpDesk;
  const { announce, privately } = planner;
  const assistant = createAssistant(world, conversations, skills, { recognise, announce, privately });
  let worker: Worker | undefined;
  const tools: ChannelTools = {
    assistant,
    conversations,
    world,
    settings,
    log,
    now: nowInLosAngeles,
    store,
    organization: helpDesk.organization,
    desk: helpDesk.desk,
    links: helpDesk.links,
    wake: () => worker?.wake(),
  };
  const channels = [...(await configuredChannels(tools)), ...(alsoChannels?.(tools) ?? [])];
  const transports = channels.flatMap((channel) => channel.transports ?? []);
  if (helpDesk.mail) transports.push(helpDesk.mail);
  let stopping = false;
  const names = channels.map((channel) => channel.name);
  const entries = world.library.knowledge.entries.length;
  const app = await createApp({
    channels,
    log,
    async health() {
      const { ok, ...kept } = await keeping.health();
      return {
        ok: ok && !stopping,
        channels: names,
        entries,
        uptimeSeconds: Math.round(process.uptime()),
        ...kept,
      };
    },
  });
  const server = createServer(app);
  await listen(server, settings);
  const address = sayAddress(server, settings);
  helpDesk.start(transports, address);
  planner.start(transports);
  worker = keeping.deliver(transports);
  log.info({ address, channels: names, entries }, 'ready');
  const endExamining = examineDaily({
    settings,
    store,
    log,
    texts: helpDesk.desk.texts,
    administrators: helpDesk.organization.administrators,
    wake: () => worker?.wake(),
  });
  let endTidying = () => {};
  void warmUp(world, nowInLosAngeles())
    .then(() => {
      if (!stopping) endTidying = keepTidy();
    })
    .catch((error) => log.warn({ err: error }, 'not warmed up'));

  return {
    address,
    async stop() {
      stopping = true;
      endTidying();
      await finish(server);
      for (const channel of channels) await channel.close?.();
      await endExamining();
      await planner.close();
      await keeping.close();
      await helpDesk.close();
      log.info('stopped');
    },
  };
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(sayWhyNot(error as NodeJS.ErrnoException, port, host), { cause: error });
  }
}

function sayWhyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose one above 1023: PORT=3978 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is no address of this computer. Use 127.0.0.1 (this computer only) or 0.0.0.0 (the network).`;
  return `The server cannot listen on ${host} port ${port}: ${message}`;
}

function sayAddress(server: Server, { host }: Settings): string {
  const { port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' && host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function finish(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // A connection kept open would be used for further requests: it ends with the answer under way.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
