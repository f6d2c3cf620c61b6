const words = (text: string): string[] => text.trim().split(/\s+/);

/** Given names from many places, with accents and other scripts. */
export const givenNames = words(`
  Aaliyah Ada Ágnes Ahmed Aiko Åke Alejandro Amélie Anaïs André Anja Antônio Aoife Astrid Ayşe Beatriz Björn Bronisław
  Chidi Chloë Claudia Daniel Dávid Deepa Dmitri Éloïse Emeka Emil Erik Eszter Fátima Félix François Freja Gabriel Giulia
  Grażyna Gunnar Hana Håkon Helen Hélène Hiroshi Ines Ingrid Isabel Ivan Jaana James Jana Jérôme João Johan José Júlia
  Kaito Kateřina Kwame Lars Léa Leïla Lena Liam Łucja Luis Maëlle Magnus Małgorzata Marco Maria Martín Matěj Mehmet
  Mei Mónica Nadia Naïma Ngozi Niamh Nils Noémie Nuño Olga Olivier Oluwaseun Óscar Pál Paolo Pelle Priya Rachel Rafał
  Ramón Raúl Renée Rosa Saoirse Sara Sébastien Siân Siobhán Sofía Søren Šárka Tamás Tariq Théo Thomas Tomás Uma Valérie
  Věra Víctor Wei Wojciech Xiomara Yara Yusuf Zoë Żaneta Анна Иван 美咲 健太 ليلى
`);

/** Family names of the same kind. */
export const familyNames = words(`
  Abe Adeyemi Ahlström Almeida Álvarez Andersson Åström Bach Bakr Bélanger Bergström Bianchi Błaszczyk Böhm Brontë Carvalho
  Castañeda Chen Çelik Conceição D'Angelo Dąbrowski Delacruz Díaz Đorđević Dvořák Eriksson Fernández Fischer
  Fontaine Fujimoto García Gonçalves González Groß Guðmundsdóttir Gupta Hansen Hernández Hoàng Horváth Ibrahim Ivanova
  Jäger Jensen Jiménez Johansson Kaczmarek Karlsson Kim Kovács Kowalczyk Krüger Kučera Lefèvre Li Lindström López Łukasik
  MacDonald Márquez Martínez Møller Müller Muñoz Nagy Nakamura Ndiaye Nguyễn Nowak Núñez O'Brien O'Súilleabháin Ødegård
  Okafor Okoro Öztürk Papadopoulos Peña Pérez Petrović Pires Quiñones Ramírez Rossi Sánchez Santos Šimić Schäfer Schröder
  Silva Singh Smith Sørensen Strauß Suárez Svensson Szabó Šťastný Takahashi Tanaka Thorvaldsen Tóth Tran Ünal Vásquez
  Virtanen Vögele Wang Weiß Williams Wójcik Yıldız Zhang Zieliński Žižka Петрова 佐藤 القاسم
`);

/** Where a large organisation's workspaces are. */
export const cities = words(`
  Aarhus Bogotá Brașov Córdoba Düsseldorf Genève Göteborg Hà-Nội İzmir Kraków Lagos London Łódź Malmö München Nairobi
  Osaka Québec Reykjavík São-Paulo Seoul Toronto Tromsø Zürich Ålesund
`).map((name) => name.replaceAll('-', ' '));

/** What the workspaces are for. */
export const departments = words('Engineering Finance Legal Marketing Operations People Research Sales');

const kinds = words('team proj help announce social ops partner café');
const topics = words(`
  atlas aurora backlog billing budget büro canteen change compass data design delivery équipe europe forecast garden hiring
  incident jubilee kanban launch lisbon métrica migration network onboarding planning quality release roadmap security
  señal sprint support travel über vendor wellbeing website
`);

/** Names of channels, each of which many workspaces have. */
export const channelNames = topics.flatMap((topic) => kinds.map((kind) => `${kind}-${topic}`));

/** `José Núñez` to `jose-nunez`; what no plain letter comes near is left out. */
export function slug(name: string): string {
  const plain = name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  const spelt = plain.replaceAll('ł', 'l').replaceAll('ø', 'o').replaceAll('ß', 'ss').replaceAll('ı', 'i');
  return spelt.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}
