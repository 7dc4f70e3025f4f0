/** A small file to try the view with: names as people write them, and one row that cannot be asked. */

import type { Language } from "./words";

/** The markets of the sample, where none is chosen yet. */
export const sampleMarkets = ["KR", "JP", "US", "EU-GOODS"];

const samples: Record<Language, string> = {
  en: `sku,scheme,issued-in,issued,expires,issuer,product,hs,made-in
MW-20L,CB test certificate,China,2025-03-01,,China Quality Certification Centre (CQC),Microwave ovens,8516.50,China
KT-17,CCC certificate,China,2025-06-01,2030-05-31,,Electric kettles,8516.79,China
TAB-500,EU GMP certificate,Germany,2025-03-01,,,"Finished medicines (tablets, injections)",3004,Germany
OAT-1KG,NOP certificate,United States,2026-03-01,,,Organic processed food,,United States
FW-7,Common Criteria,Germany,2025-03-01,,,IT security products,,Germany
TOY-3,CE declaration,Germany,2025-06-01,,,Toys,,China
HD-900,CB test certificate,China,31/02/2025,,,Hair dryers,8516.31,China
`,
  "zh-CN": `货号,证书,签发市场,签发日期,有效期至,发证机构,产品,HS编码,产地
MW-20L,CB测试证书,中国,2025-03-01,,中国质量认证中心,微波炉,8516.50,中国
KT-17,CCC证书,中国,2025-06-01,2030-05-31,,电热水壶,8516.79,中国
TAB-500,欧盟GMP证书,德国,2025-03-01,,,片剂,3004,德国
OAT-1KG,NOP认证,美国,2026-03-01,,,有机加工食品,,美国
FW-7,CC证书,德国,2025-03-01,,,信息安全产品,,德国
TOY-3,CE符合性声明,德国,2025-06-01,,,玩具,,中国
HD-900,CB测试证书,中国,2025年2月31日,,,电吹风,8516.31,中国
`,
};

/** The sample, as Excel expects a file of its own. */
export function sample(language: Language): File {
  return new File([`\ufeff${samples[language].replaceAll("\n", "\r\n")}`], "comity-sample.csv", { type: "text/csv" });
}
