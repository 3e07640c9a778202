import type { SampleMessage, SampleTemplate } from '@app/notices';
import { Button, Select, Tag, TextInput, useSite } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { Table } from '../../site/pieces/table.js';
import { configurationWords } from './words.js';

/** A template with its name in the language of the page, and its messages. */
export interface ShownTemplate extends SampleTemplate {
  title: string;
  messages: readonly SampleMessage[];
}

type Addressee = SampleTemplate['to'];

interface Props {
  templates: readonly ShownTemplate[];
  /** Of all templates: those to choose from. */
  addressees: readonly Addressee[];
  asked: { q?: string | undefined; to?: string | undefined };
}

/** The templates that fit, each with the length of its SMS. */
export function TemplatesView({ templates, addressees, asked }: Props) {
  const said = configurationWords[useSite().locale].templates;
  return (
    <AdminFrame here="templates">
      <h1 id="templates-title">{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <form method="get" action="/desk/admin/templates" class="filters" role="search">
        <TextInput name="q" label={said.find} size="medium" value={asked.q} />
        <Select
          name="to"
          label={said.to}
          blank={said.all}
          options={[...new Set(addressees)].map((value) => ({ value, label: said.addressees[value] }))}
          value={asked.to}
        />
        <Button kind="secondary">{said.submit}</Button>
      </form>
      <p role="status">{templates.length === 0 ? said.none : said.count(templates.length)}</p>
      {templates.length === 0 ? null : (
        <Table titles={Object.values(said.columns)} label="templates-title">
          {templates.map((template) => (
            <Row key={template.kind} template={template} />
          ))}
        </Table>
      )}
    </AdminFrame>
  );
}

function Row({ template }: { template: ShownTemplate }) {
  const { kind, title, to, channels, file } = template;
  const { templates: said, list } = configurationWords[useSite().locale];
  return (
    <tr>
      <th scope="row" class="wordy">
        <a href={`/desk/admin/templates/${kind}`}>{title}</a>
      </th>
      <td>{said.addressees[to]}</td>
      <td>{channels.map((channel) => said.channel[channel]).join(list)}</td>
      <td>
        <Parts messages={template.messages} />
      </td>
      <td>
        <code>{file}</code>
      </td>
    </tr>
  );
}

function Parts({ messages }: Pick<ShownTemplate, 'messages'>) {
  const said = configurationWords[useSite().locale].templates;
  const [zh, en] = messages.flatMap(({ parts }) => (parts === undefined ? [] : [parts]));
  if (zh === undefined || en === undefined) return <>{said.noSms}</>;
  return (
    <>
      {said.parts(zh, en)} {Math.max(zh, en) > 1 ? <Tag tone="warn">{said.tooLong}</Tag> : null}
    </>
  );
}
