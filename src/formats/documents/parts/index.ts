/*
 * What readers of several document formats share: XML, packages of parts, and texts as pieces with places.
 *
 * Start at blocks.ts, then package.ts.
 * Must not know: the elements of any one format.
 */

export { blockPieces, type DocumentOfBlocks, type Paragraph, paragraphBlocks, type TextBlock } from "./blocks.ts";
export { DocumentPackage } from "./package.ts";
export { officeProperties, packageReader } from "./package-reader.ts";
export { namedValues, propertyPieces } from "./properties.ts";
export { type Relationship, relationshipsOf } from "./relationships.ts";
export { attributeOf, localName, readXml, type XmlAttributes, type XmlHandlers, type XmlState } from "./xml.ts";
