/*
 * Names of persons that mean something else nearly always: companies and brands that are called after their founders, and
 * plants. In small letters, with spaces in place of hyphens.
 */

const companies =
  "philip morris, ernst young, hugo boss, calvin klein, harley davidson, warner brothers, warner bros, tommy hilfiger, ralph lauren, " +
  "jack daniels, jack daniel, johnnie walker, johnny walker, jim beam, johnson johnson, marks spencer, rolls royce, merrill lynch, " +
  "morgan stanley, goldman sachs, lehman brothers, credit suisse, charles schwab, wells fargo, jp morgan, michael kors, marc jacobs, " +
  "louis vuitton, yves saint laurent, yves rocher, christian dior, jean paul gaultier, pierre cardin, hugo boss ag, giorgio armani, " +
  "emporio armani, dolce gabbana, salvatore ferragamo, roberto cavalli, paul smith jeans, fred perry, ted baker, vera wang, " +
  "estee lauder, elizabeth arden, helena rubinstein, max factor, mary kay, jo malone, aston martin, alfa romeo, land rover, " +
  "mercedes benz, austin healey, henri lloyd, abercrombie fitch, tim hortons, ben jerry, dr pepper, mary poppins, harry potter, " +
  "victoria secret, jack wolfskin, levi strauss, moët chandon, veuve clicquot, robert bosch, carl zeiss, karl lagerfeld, jil sander, " +
  "gerry weber, tom tailor, otto versand, peek cloppenburg, ernst klett, axel springer, franz josef land, procter gamble, " +
  "dow jones, moody blues, pink floyd, jethro tull, franz ferdinand, iron maiden, uncle ben, captain morgan, jose cuervo, " +
  "baker mckenzie, price waterhouse, deloitte touche, black decker, hewlett packard, bang olufsen, fisher price, oscar mayer, " +
  "arthur andersen, albert hall, queen mary, sam adams, wilkinson sword, thomas cook, john deere, sara lee, betty crocker, aunt jemima, steve madden, kenneth cole";

const theorems =
  "floyd warshall, bellman ford, levenberg marquardt, gauss seidel, gauss newton, cauchy schwarz, kullback leibler, jensen shannon, " +
  "kolmogorov smirnov, mann whitney, shapiro wilk, anderson darling, diffie hellman, rivest shamir adleman, ford fulkerson, " +
  "edmonds karp, hopcroft karp, knuth morris pratt, boyer moore, rabin karp, miller rabin, runge kutta, navier stokes, " +
  "metropolis hastings, baum welch, black scholes, bose einstein, fermi dirac, michelson morley, lempel ziv, reed solomon, " +
  "solovay strassen, burrows wheeler, ramer douglas peucker, jaro winkler, damerau levenshtein, barnes hut, myers briggs, " +
  "karush kuhn tucker, durbin watson, dunning kruger, stern gerlach, hertzsprung russell, henderson hasselbalch";

/** Companies, brands, and theorems and methods that are called after two persons. */
export const brandsWithNames: ReadonlySet<string> = new Set(`${companies}, ${theorems}`.split(", "));

export const plants: ReadonlySet<string> = new Set(
  (
    "rose lily daisy iris jasmine violet heather ivy poppy marigold petunia camellia dahlia azalea primrose laurel olive holly hazel " +
    "rosemary basil ginger fern willow clover magnolia veronica erica viola angelica flora myrtle linnea lilia rosa margarita " +
    "violeta lavinia william hyacinth narcissus aster zinnia begonia gardenia bryony lilly jonquil"
  ).split(" "),
);
