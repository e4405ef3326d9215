import variants from './variants.json'

const pairs = (from: string, to: string): [string, string][] =>
  [...from].map((character, index) => [character, to.charAt(index)])

/** Traditional, regional and Japanese forms to simplified ones (OpenCC's tables). */
const simplified = new Map(pairs(variants.from, variants.to))

/** Letters of other scripts that look like Latin ones, in lower case. */
const latin = new Map([
  ...pairs('авсеёнікмоорстухѕјԁһԛԝзбү', 'abceehikmoopctyxsjdhqw36y'),
  ...pairs('αβγεζηικνορτυχωϲϳ', 'abyezhikvoptuxwcj'),
  ...pairs('ıɡɩʏɑℓ', 'igiyal'),
])

/** Parts of characters in Unicode's supplement of radicals that NFKC leaves alone. */
const radicals = new Map(
  pairs(
    '⺁⺄⺆⺌⺍⺎⺐⺑⺓⺗⺙⺛⺜⺝⺟⺠⺢⺦⺧⺨⺪⺫⺬⺭⺮⺯⺱⺳⺵⺶⺷⺺⺻⺽⺾⻁⻄⻅⻆⻉⻋⻍⻏⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰',
    '厂乙冂小小兀尢尢幺心攵旡日月母民水丬牛犬疋目示示竹糸网网网羊羊聿聿臼艹虎西见角贝车辶阝长长长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙',
  ),
)

/** One character as its plain look-alike; itself where it has none. */
export const lookAlike = (character: string): string =>
  simplified.get(character) ?? latin.get(character) ?? radicals.get(character) ?? character
