// A QuestionForm as the Worker API gives it: what to show, and which answer each question takes.

export interface Media {
  Type: string;
  SubType?: string;
  URL: string;
  AltText: string;
  Width?: string;
  Height?: string;
}

export interface ContentPart {
  Type: 'Title' | 'Text' | 'List' | 'FormattedContent' | 'Binary' | 'EmbeddedBinary';
  Text?: string;
  /** Written by the server from a short list of elements and attributes: safe to show as it is. */
  HTML?: string;
  Items?: string[];
  Media?: Media;
}

export interface AnswerPattern {
  Regex: string;
  IgnoresCase: boolean;
  ErrorText: string;
}

export interface FreeText {
  IsNumeric: boolean;
  MinValue?: number;
  MaxValue?: number;
  MinLength?: number;
  MaxLength?: number;
  Patterns?: AnswerPattern[];
  DefaultText?: string;
  NumberOfLines: number;
}

export interface Selection {
  SelectionIdentifier: string;
  Content: ContentPart;
}

export type SelectionStyle = 'radiobutton' | 'checkbox' | 'list' | 'dropdown' | 'combobox' | 'multichooser';

export interface SelectionAnswer {
  MinSelectionCount: number;
  MaxSelectionCount: number;
  Style: SelectionStyle;
  Selections: Selection[];
  Other?: FreeText;
}

export interface FileUpload {
  MinFileSizeInBytes: number;
  MaxFileSizeInBytes: number;
}

export interface FormQuestion {
  QuestionIdentifier: string;
  DisplayName?: string;
  IsRequired: boolean;
  Content: ContentPart[];
  FreeText?: FreeText;
  Selection?: SelectionAnswer;
  FileUpload?: FileUpload;
}

export interface FormItem {
  Overview?: ContentPart[];
  Question?: FormQuestion;
}

export interface Form {
  Items: FormItem[];
}
