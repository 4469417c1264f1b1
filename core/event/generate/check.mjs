// What every generator and both codecs take for granted of schema.json.

/** Errors  throws with the place of the first thing that is wrong */
export function checkSchema(schema) {
  const refuse = (place, reason) => {
    throw new Error(`schema.json: ${place}: ${reason}`);
  };
  const isName = (name) => /^[a-z][a-z0-9_]*$/.test(name);

  for (const [name, { values }] of Object.entries(schema.enums)) {
    if (new Set(values).size !== values.length) refuse(name, "a value twice");
    // Sets are 32 bits, and enumerators one byte of a varint.
    if (values.length > 127) refuse(name, "more than 127 values");
  }
  const records = [...schema.events, ...schema.inputs, { name: "envelope", ...schema.envelope }];
  for (const { name, fields } of records) {
    let lastId = 0;
    const names = new Set(["kind"]);
    for (const { id = lastId + 1, name: field, type, of } of fields) {
      const place = `${name}.${field}`;
      if (!isName(field)) refuse(place, "not a snake_case name");
      if (names.has(field)) refuse(place, "the name twice");
      names.add(field);
      // Readers walk the fields once, in this order.
      if (id <= lastId) refuse(place, "ids must ascend");
      lastId = id;
      if (!(type in schema.types)) refuse(place, `no type ${type}`);
      if (of !== undefined && !(of in schema.enums)) refuse(place, `no enumeration ${of}`);
      if (["enum", "set", "counts"].includes(type) !== (of !== undefined)) refuse(place, "of");
      if (type === "set" && schema.enums[of].values.length > 32) refuse(place, "over 32 values");
    }
  }
  for (const list of [schema.events, schema.inputs]) {
    const codes = list.map(({ code }) => code);
    if (new Set(codes).size !== codes.length) refuse("codes", "one twice");
  }
}
