// node encode.mjs FOLDER < cases.json: encodes {texts: [...], conversations: [[{role, content}]]} with Hugging Face's libraries.
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import { Template } from "@huggingface/jinja";

const folder = process.argv[2];
const read = name => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const config = read("tokenizer_config.json");
const tokenizer = new Tokenizer(read("tokenizer.json"), config);
const template = new Template(config.chat_template);
const { texts, conversations } = JSON.parse(readFileSync(0, "utf8"));
const encode = text => tokenizer.encode(text, { add_special_tokens: false }).ids;
process.stdout.write(JSON.stringify({
  Texts: texts.map(encode),
  Decoded: texts.map(text => text === "" ? "" : tokenizer.decode(encode(text), { clean_up_tokenization_spaces: false })),
  Prompts: conversations.map(messages => encode(template.render({ messages, add_generation_prompt: true }))),
}));
