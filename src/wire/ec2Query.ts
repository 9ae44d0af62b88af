import { Refused, Unreadable } from './message.ts';
import { type QueryDialect, queryProtocol } from './query.ts';
import { isoTime } from './values.ts';
import { child, element, writeMembers, type XmlForm, xmlText } from './xml.ts';

const version = '2016-11-15';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xml: XmlForm = { item: 'item', time: (iso) => iso, timeOf: isoTime, documents: new Set() };

/** The dialect of EC2. @source Codes: EC2 API Reference, Error codes; the namespace with its slash: the sample responses there */
const ec2Query: QueryDialect = {
  version,
  contentType: 'text/xml;charset=UTF-8',
  listPart: undefined,
  sendsEmptyLists: false,
  malformed: 'MalformedQueryString',
  invalid: 'InvalidParameterValue',
  /** As the real service does (aws/aws-sdk-js#57); a parameter that is misspelt would silently mean nothing. */
  unknown: (name) => {
    throw new Refused('UnknownParameter', `The parameter ${name} is not recognized`);
  },
  xml,
  success: ({ name, output }, value, requestId) => {
    const returned = '<return>true</return>';
    const members =
      output === undefined
        ? returned
        : writeMembers(
            output,
            output.byName.has('Return') ? { Return: true, ...value } : value,
            xml,
          );
    return (
      `${declaration}<${name}Response xmlns="http://ec2.amazonaws.com/doc/${version}/">` +
      `${element('requestId', xmlText(requestId))}${members}</${name}Response>`
    );
  },
  result: ({ name }, root) => {
    if (root.name !== `${name}Response`)
      throw new Unreadable(`the answer is ${root.name}, not ${name}Response`);
    return root.content;
  },
  failure: ({ code, message }, requestId) =>
    `${declaration}<Response><Errors><Error>${element('Code', xmlText(code))}` +
    `${element('Message', xmlText(message))}</Error></Errors>` +
    `${element('RequestID', xmlText(requestId))}</Response>`,
  error: ({ name, content }) =>
    name === 'Response' ? child(child(content, 'Errors'), 'Error') : undefined,
};

/** How EC2 is spoken to. */
export const ec2Protocol = queryProtocol(ec2Query);
