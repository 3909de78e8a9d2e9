// The rules of a form in the browser, and that it shows, checks and sends what it should.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api';
import {
  firstAnswers,
  hintsOf,
  problemsOf,
  submissionOf,
  withoutIdentifier,
  type Answer,
  type Answers,
} from './answers';
import { QuestionForm } from './question_form';
import type { SendFile } from './send_file';
import type { FileUpload, Form, FormQuestion, FreeText, SelectionAnswer } from './shapes';

afterEach(cleanup);

function asking(
  answer: { FreeText: FreeText } | { Selection: SelectionAnswer } | { FileUpload: FileUpload },
  more = {},
): FormQuestion {
  return {
    QuestionIdentifier: 'q',
    IsRequired: false,
    Content: [{ Type: 'Text', Text: 'What?' }],
    ...answer,
    ...more,
  };
}

function text(rules: Partial<FreeText> = {}, more = {}): FormQuestion {
  return asking({ FreeText: { IsNumeric: false, NumberOfLines: 1, ...rules } }, more);
}

function choice(rules: Partial<SelectionAnswer> = {}, more = {}): FormQuestion {
  const Selections = ['a', 'b', 'c'].map((name) => ({
    SelectionIdentifier: name,
    Content: { Type: 'Text' as const, Text: `Selection ${name}` },
  }));
  return asking(
    { Selection: { MinSelectionCount: 1, MaxSelectionCount: 1, Style: 'radiobutton', Selections, ...rules } },
    more,
  );
}

const form = (...questions: FormQuestion[]): Form => ({ Items: questions.map((Question) => ({ Question })) });

function given(answer: Partial<Answer>): Answers {
  return new Map([['q', { text: '', chosen: [], otherChosen: false, ...answer }]]);
}

const problem = (question: FormQuestion, answer: Partial<Answer>) =>
  problemsOf(form(question), given(answer)).get('q');

const own: FreeText = { IsNumeric: false, NumberOfLines: 1, MaxLength: 4 };

describe('texts', () => {
  it('may be empty unless they are required or have a least length', () => {
    expect(problem(text(), {})).toBeUndefined();
    expect(problem(text({}, { IsRequired: true }), {})).toBe('An answer is required.');
    expect(problem(text({ MinLength: 0 }), {})).toBeUndefined();
    expect(problem(text({ MinLength: 2 }), {})).toBe('An answer is required.');
    expect(problem(text({ MinLength: 2 }), { text: 'x' })).toBe(
      'The answer must have at least 2 characters.',
    );
  });

  it('are counted in characters, not in halves of them', () => {
    expect(problem(text({ MaxLength: 2 }), { text: '😀😀' })).toBeUndefined();
    expect(problem(text({ MaxLength: 1 }), { text: '😀😀' })).toBe(
      'The answer must have at most 1 characters.',
    );
  });

  it('are numbers as the server reads them', () => {
    const number = text({ IsNumeric: true, MinValue: 5, MaxValue: 200 });
    for (const good of ['5', ' 7 ', '+5', '1e2', '199.5', '5.']) {
      expect(problem(number, { text: good }), good).toBeUndefined();
    }
    for (const bad of ['five', '0x10', 'Infinity', '1,5', '--1', '1e', '.', '1e999']) {
      expect(problem(number, { text: bad }), bad).toBe('The answer must be a number.');
    }
    expect(problem(number, { text: '4.9' })).toBe('The number must be at least 5.');
    expect(problem(number, { text: '201' })).toBe('The number must be at most 200.');
  });

  it('match all patterns, those that only browsers know included', () => {
    const Patterns = [
      { Regex: '^[A-Z]', IgnoresCase: false, ErrorText: 'Begin with a capital.' },
      { Regex: 'stop$', IgnoresCase: true, ErrorText: 'End with stop.' },
      { Regex: '^(?!.*no)', IgnoresCase: false, ErrorText: 'Do not say no.' },
      { Regex: '(', IgnoresCase: false, ErrorText: 'never' },
    ];
    expect(problem(text({ Patterns }), { text: 'A STOP' })).toBeUndefined();
    expect(problem(text({ Patterns }), { text: 'a stop' })).toBe('Begin with a capital.');
    expect(problem(text({ Patterns }), { text: 'A go' })).toBe('End with stop.');
    expect(problem(text({ Patterns }), { text: 'A no stop' })).toBe('Do not say no.');
  });
});

describe('choices', () => {
  const several = { MinSelectionCount: 2, MaxSelectionCount: 2 };

  it('are counted once something is chosen or required', () => {
    expect(problem(choice(several), {})).toBeUndefined();
    expect(problem(choice(several, { IsRequired: true }), {})).toBe('Choose at least 2.');
    expect(problem(choice({}, { IsRequired: true }), {})).toBe('An answer is required.');
    expect(problem(choice(several), { chosen: ['a'] })).toBe('Choose at least 2.');
    expect(problem(choice(several), { chosen: ['a', 'b', 'c'] })).toBe('Choose at most 2.');
    expect(problem(choice(several), { chosen: ['a', 'b'] })).toBeUndefined();
  });

  it('count an answer of one’s own as one more, and check it', () => {
    const open = choice({ Other: own });
    expect(problem(open, { otherChosen: true })).toBe('Write your own answer, or choose another one.');
    expect(problem(open, { otherChosen: true, text: 'violet' })).toBe(
      'The answer must have at most 4 characters.',
    );
    expect(problem(open, { otherChosen: true, text: 'teal' })).toBeUndefined();
    expect(problem(open, { otherChosen: true, text: 'teal', chosen: ['a'] })).toBe('Choose at most 1.');
    expect(problem(open, { otherChosen: false, text: 'violet', chosen: ['a'] })).toBeUndefined();
  });
});

describe('what is sent', () => {
  it('has a text or a list for every question, and others apart', () => {
    const both = form(
      text({}, { QuestionIdentifier: '__proto__' }),
      choice({ Other: own }),
      choice({ Other: own }, { QuestionIdentifier: 'r' }),
    );
    const sent = submissionOf(
      both,
      new Map([
        ['__proto__', { text: 'x', chosen: [], otherChosen: false }],
        ['q', { text: 'teal', chosen: ['b'], otherChosen: true }],
        ['r', { text: 'kept but not chosen', chosen: ['a'], otherChosen: false }],
      ]),
    );
    expect(JSON.stringify(sent)).toBe(
      '{"Answers":{"__proto__":"x","q":["b"],"r":["a"]},"OtherSelections":{"q":"teal"}}',
    );
  });

  it('begins with the texts the requester filled in', () => {
    const first = firstAnswers(form(text({ DefaultText: 'as ever' })));
    expect(first.get('q')).toEqual({ text: 'as ever', chosen: [], otherChosen: false });
  });
});

describe('words', () => {
  it('say what an answer must be like', () => {
    expect(hintsOf(text())).toBe('Optional');
    expect(hintsOf(text({ IsNumeric: true, MinValue: 1 }, { IsRequired: true }))).toBe(
      'Required · a number, at least 1',
    );
    expect(hintsOf(text({ IsNumeric: true, MinValue: 1, MaxValue: 9, MinLength: 2, MaxLength: 3 }))).toBe(
      'Required · a number from 1 to 9 · at least 2 characters · at most 3 characters',
    );
    expect(hintsOf(choice({ MaxSelectionCount: 3 }))).toBe('Optional · choose up to 3');
    expect(hintsOf(choice({ MinSelectionCount: 2, MaxSelectionCount: 2 }))).toBe('Optional · choose 2');
  });

  it('of the server go without the identifier', () => {
    expect(withoutIdentifier('Question "q": No.', 'q')).toBe('No.');
    expect(withoutIdentifier('Something else.', 'q')).toBe('Something else.');
  });
});

describe('the form on the page', () => {
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Submit' }));

  it('sends what was chosen and written', () => {
    const onSubmit = vi.fn();
    render(<QuestionForm form={form(choice(), text({}, { QuestionIdentifier: 't' }))} onSubmit={onSubmit} />);
    fireEvent.click(screen.getByLabelText('Selection b'));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'hello' } });
    press();
    expect(onSubmit).toHaveBeenCalledWith({ Answers: { q: ['b'], t: 'hello' }, OtherSelections: {} });
  });

  it('leads to the first question that does not fit, and forgets the problem when it is answered', () => {
    const onSubmit = vi.fn();
    render(<QuestionForm form={form(text({}, { IsRequired: true }))} onSubmit={onSubmit} />);
    press();
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByText('An answer is required.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('group'));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'x' } });
    expect(screen.queryByText('An answer is required.')).toBeNull();
    press();
    expect(onSubmit).toHaveBeenCalledTimes(1);
  });

  it('is not handed in by the return key', () => {
    const onSubmit = vi.fn();
    render(<QuestionForm form={form(text())} onSubmit={onSubmit} />);
    fireEvent.submit(screen.getByRole('form'));
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('shows the server’s refusal beside its question', () => {
    const error = new ApiError('AnswerInvalid', 'Question "q": Digits only, please.', 400, 'q');
    act(() => {
      render(<QuestionForm form={form(text())} onSubmit={vi.fn()} error={error} />);
    });
    expect(screen.getByText('Digits only, please.')).toBeTruthy();
  });

  it('asks for an answer of one’s own only when that is chosen', () => {
    render(<QuestionForm form={form(choice({ Other: own, Style: 'checkbox' }))} onSubmit={vi.fn()} />);
    expect(screen.queryByRole('textbox')).toBeNull();
    fireEvent.click(screen.getByLabelText('Other'));
    expect(screen.getByRole('textbox', { name: 'Your own answer' })).toBeTruthy();
  });

  it('is there to be looked at only, without a way to submit', () => {
    render(<QuestionForm form={form(choice(), text({}, { QuestionIdentifier: 't' }))} />);
    expect((screen.getByRole('textbox') as HTMLInputElement).disabled).toBe(true);
    expect((screen.getByLabelText('Selection a') as HTMLInputElement).disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Submit' })).toBeNull();
  });

  it('shows media of the web only', () => {
    const media = (URL: string) => ({
      Type: 'Binary' as const,
      Media: { Type: 'image', URL, AltText: `picture at ${URL}` },
    });
    const overview = [media('https://example.org/a.png'), media('javascript:alert(1)')];
    const { container } = render(
      <QuestionForm form={{ Items: [{ Overview: overview }, { Question: text() }] }} onSubmit={vi.fn()} />,
    );
    const images = [...container.querySelectorAll('img')];
    expect(images.map((image) => image.getAttribute('src'))).toEqual(['https://example.org/a.png']);
    expect(images[0]?.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(container.innerHTML).not.toContain('href="javascript');
  });
});

describe('files', () => {
  const upload = (more = {}) =>
    asking({ FileUpload: { MinFileSizeInBytes: 2, MaxFileSizeInBytes: 1500 } }, more);
  const file = (bytes: number) => new File(['x'.repeat(bytes)], 'cat.jpg');
  const pick = (bytes: number) =>
    fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, {
      target: { files: [file(bytes)] },
    });

  it('may be missing unless they are required, and must have arrived', () => {
    expect(problem(upload(), {})).toBeUndefined();
    expect(problem(upload({ IsRequired: true }), {})).toBe('A file is required.');
    expect(problem(upload(), { sending: true })).toBe('The file is still being sent.');
    expect(problem(upload({ IsRequired: true }), { text: 'key' })).toBeUndefined();
    expect(hintsOf(upload())).toBe('Optional · a file of at most 1.5 KB');
  });

  it('are sent when they are chosen, and answered with their key', async () => {
    const sendFile = vi.fn<SendFile>((_question, _file, progress) => {
      progress(0.5);
      return Promise.resolve('key-1');
    });
    const onSubmit = vi.fn();
    render(<QuestionForm form={form(upload())} onSubmit={onSubmit} sendFile={sendFile} />);
    pick(10);
    expect(await screen.findByText('cat.jpg was sent (10 bytes).')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Submit' }));
    expect(onSubmit).toHaveBeenCalledWith({ Answers: { q: 'key-1' }, OtherSelections: {} });
    expect(sendFile.mock.calls[0]?.[0]).toBe('q');
  });

  it('of a wrong size are not sent, and why sending failed is said', async () => {
    const sendFile = vi.fn<SendFile>(() =>
      Promise.reject(new ApiError('AnswerInvalid', 'There is no room.', 400)),
    );
    const onSubmit = vi.fn();
    render(
      <QuestionForm form={form(upload({ IsRequired: true }))} onSubmit={onSubmit} sendFile={sendFile} />,
    );
    pick(1501);
    expect(await screen.findByText('The file must have at most 1.5 KB.')).toBeTruthy();
    pick(1);
    expect(await screen.findByText('The file must have at least 2 bytes.')).toBeTruthy();
    expect(sendFile).not.toHaveBeenCalled();
    pick(10);
    expect(await screen.findByText('There is no room.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Submit' }));
    expect(onSubmit).not.toHaveBeenCalled();
    expect(await screen.findByText('A file is required.')).toBeTruthy();
  });
});
